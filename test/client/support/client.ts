import { onTestFinished } from 'vitest'
import { Wirecopy } from '../../../client/src/wirecopy.ts'
import { originOf, startStreaming } from '../../delivery/support/streaming.ts'
import { aPartner } from '../../support/factories.ts'

/** A server that listens, with a partner of it and the client that the partner has. */
export async function aClient(options: Parameters<typeof aPartner>[1] = {}) {
  const product = await startStreaming()
  // `fetch` keeps connections that it has not used yet, and the server would wait for them.
  onTestFinished(() => product.app.server.closeAllConnections())
  const partner = await aPartner(product, options)
  const url = originOf(product)
  return { product, partner, url, wirecopy: new Wirecopy({ url, key: partner.key }) }
}
