import { connect } from 'node:net'
import { Catalog } from '../../../../src/delivery/catalog.ts'
import { ChangeCursors } from '../../../../src/delivery/change-cursor.ts'
import { followingRunner } from '../../../../src/delivery/following.ts'
import { linksUnder } from '../../../../src/delivery/links.ts'
import { Pieces } from '../../../../src/delivery/pieces.ts'
import { couriers } from '../../../../src/delivery/webhooks/courier.ts'
import { webhooks } from '../../../../src/delivery/webhooks/follower.ts'
import { sendingOver } from '../../../../src/delivery/webhooks/sending.ts'
import { createGuardedFetch } from '../../../../src/platform/fetch/guarded-fetch.ts'
import type { Network } from '../../../../src/platform/fetch/network.ts'
import { Worker } from '../../../../src/platform/jobs/worker.ts'
import { createLog } from '../../../../src/platform/log.ts'
import { createSealer } from '../../../../src/platform/secrets/sealed.ts'
import { fastClock } from '../../../jobs/support/mortal.ts'
import { publicAddress } from '../../../platform/fetch/support/internet.ts'
import { open, secretKey } from '../../../support/opening.ts'

// A process of its own that sends webhooks, to a receiver on this machine, until somebody kills it.

const [url = '', begun = '', port = ''] = process.argv.slice(2)

const clock = fastClock(Number(begun))
const database = await open(url, clock.now)
const log = createLog('silent')
const network: Network = {
  resolve: async () => [publicAddress],
  connect: () => connect(Number(port), '127.0.0.1'),
  allowsPlain: true,
}
const publicUrl = 'http://127.0.0.1:8080'
const writing = {
  ...{ database, publicUrl, now: clock.now, links: linksUnder(publicUrl) },
  ...{ catalog: new Catalog(database), pieces: new Pieces(), cursors: new ChangeCursors(database) },
}
const guarded = createGuardedFetch('Wirecopy/test', network)
const sending = sendingOver({ writing, guarded, log }, createSealer(secretKey, []))
const runners = [followingRunner([webhooks])]
new Worker({ database, clock, log, runners }, [], couriers(sending)).start()
process.send?.('sending')
