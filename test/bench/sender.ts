import { connect } from 'node:net'
import { and, count, eq } from 'drizzle-orm'
import { z } from 'zod'
import { createApp } from '../../src/app.ts'
import { type Article, createArticle, requireArticle } from '../../src/articles/articles.ts'
import { publish } from '../../src/articles/publishing.ts'
import { addReporter } from '../../src/articles/reporters.ts'
import { kill } from '../../src/articles/retraction.ts'
import { prepareContent } from '../../src/articles/schema.ts'
import { loadConfig } from '../../src/config.ts'
import { followingRunner } from '../../src/delivery/following.ts'
import { addEndpoint, maxEndpoints } from '../../src/delivery/webhooks/endpoints.ts'
import { webhooks } from '../../src/delivery/webhooks/follower.ts'
import { webhookDeliveries } from '../../src/delivery/webhooks/tables.ts'
import type { Network } from '../../src/platform/fetch/network.ts'
import { createLog } from '../../src/platform/log.ts'
import { createSealer } from '../../src/platform/secrets/sealed.ts'
import { seed } from '../../src/seed.ts'
import { open, secretKey } from '../support/opening.ts'
import { actor, aPartner } from './library.ts'

// A process that sends webhooks as the product does, but for where it finds their receivers: all of them are on this
// machine, and some do not answer.
const [url = '', folder = '', partners = '0', sink = '0', silent = '0'] = process.argv.slice(2)
const deadOf = 5

const network: Network = {
  resolve: async () => ['93.184.216.34'],
  connect: ({ host }) => connect(Number(host.startsWith('dead') ? silent : sink), '127.0.0.1'),
  allowsPlain: true,
}
const database = await open(url)
await seed(database)
const config = loadConfig({ DATA_DIR: folder, DATABASE_URL: url, SECRET_KEY: secretKey.toString('hex') })
const clock = { now: () => Date.now() }
const log = createLog('error')
const noSignal = new AbortController().signal
const { worker } = createApp({ config, database, clock, log, network })
const reporter = await database.write((tx) => addReporter(tx, actor, { name: 'Jane Doe', kind: 'person' }))
const content = await prepareContent({
  headline: 'A story',
  bodyHtml: `<p>${'The senator said on Tuesday that the bill would not pass. '.repeat(60)}</p>`,
  reporters: [reporter.id],
})

const published: Article[] = []

const verbs: Record<string, (wanted: number) => Promise<unknown>> = {
  /** Registers the endpoints of the partners; one of five is dead where that is wanted. */
  async subscribe(dying) {
    const sealer = createSealer(secretKey, [])
    for (let partner = 0; partner < Number(partners); partner += 1) {
      await database.write(async (tx) => {
        const { id } = await aPartner(tx, `gazette-${partner}.example`)
        for (let at = 0; at < maxEndpoints; at += 1) {
          const host = `${dying && at % deadOf === 0 ? 'dead' : 'live'}-${partner}-${at}.example`
          await addEndpoint(tx, actor, id, { url: `http://${host}/hook` }, sealer)
        }
      })
    }
  },
  publish: (stories) =>
    database.write(async (tx) => {
      for (let story = 0; story < stories; story += 1)
        published.push(await publish(tx, actor, await createArticle(tx, actor, content)))
    }),
  /** Has everything wait at the endpoints, before anything is sent. */
  bring: () => followingRunner([webhooks]).run({ database, log, now: clock.now(), signal: noSignal }, {}),
  async start() {
    worker.start()
  },
  async waiting() {
    const [found] = await database.read
      .select({ waiting: count() })
      .from(webhookDeliveries)
      .where(and(eq(webhookDeliveries.status, 'waiting'), eq(webhookDeliveries.lane, 'default')))
      .limit(1)
    return found?.waiting ?? 0
  },
  /** Kills the story that was published last, and says when. */
  async kill() {
    const { id } = published.pop() ?? {}
    if (id)
      await database.write(async (tx) =>
        kill(tx, actor, await requireArticle(tx, id), { advisory: 'It is not true.' }),
      )
    return performance.timeOrigin + performance.now()
  },
}

const orderSchema = z.tuple([z.string(), z.number()])

process.on('message', (order) => {
  const [verb, wanted] = orderSchema.parse(order)
  void verbs[verb]?.(wanted).then((result) => process.send?.(result ?? null))
})
process.on('disconnect', () => process.exit())
process.send?.('ready')
