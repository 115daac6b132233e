import { connect } from 'node:net'
import { onTestFinished } from 'vitest'
import { wordpressScopes, wordpressSetupLink } from '../../../src/partners/wordpress-setup.ts'
import type { Network } from '../../../src/platform/fetch/network.ts'
import { aPartner, aStaffMember } from '../../support/factories.ts'
import { freePort } from '../../support/free-port.ts'
import { letTimeWork, start } from '../../support/product.ts'
import type { WordPress } from '../../support/wordpress/wordpress.ts'
import { type Browser, nonceIn } from './site.ts'

export type Newswire = Awaited<ReturnType<typeof aNewswire>>

/** A newswire that the site can reach, and that reaches the site under its public name; with a partner that has a key. */
export async function aNewswire(
  { port: sitePort, url: site }: Pick<WordPress, 'port' | 'url'>,
  terms: { advanceAccess?: boolean } = {},
) {
  const port = await freePort()
  const publicUrl = `http://127.0.0.1:${port}`
  const network: Network = {
    resolve: async () => ['93.184.216.34'],
    connect: () => connect(sitePort, '127.0.0.1'),
    allowsPlain: true,
  }
  const product = await start({ network, config: { publicUrl } })
  product.clock.set(new Date().toISOString())
  await product.app.listen({ port, host: '127.0.0.1' })
  onTestFinished(() => product.app.server.closeAllConnections())
  const partner = await aPartner(product, { scopes: wordpressScopes, ...terms })
  let aheadMs = 0
  return {
    ...{ product, partner, publicUrl, setupLink: wordpressSetupLink(site, publicUrl, partner.key) },
    /** Lets what is due be sent to the site, after some time. */
    pass: async (ms = 0) => {
      aheadMs += ms
      product.clock.set(new Date(Date.now() + aheadMs).toISOString())
      await letTimeWork(product)
    },
    /** What the site has answered to the newest kill, withdrawal or correction of a story. */
    answerTo: async (id: string) => {
      const staff = await aStaffMember(product)
      return (await staff.get(`/v1/staff/articles/${id}/recipients`)).json().items[0].acknowledgement
    },
  }
}

/** Enters a key on the settings page and saves; answers with the page that comes then. */
export async function connectTo(
  browser: Browser,
  { partner, publicUrl }: Pick<Newswire, 'partner' | 'publicUrl'>,
  fields: Record<string, string> = {},
): Promise<string> {
  const form = await browser.page('options-general.php?page=wirecopy')
  return browser.post('admin-post.php', {
    ...{ _wpnonce: nonceIn(form), action: 'wirecopy_save', server: publicUrl, key: partner.key },
    ...{ status: 'publish', first: '5', byline: '1', ...fields },
  })
}
