import type { IncomingMessage, ServerResponse } from 'node:http'
import { createApiKey } from '../../../src/partners/api-keys.ts'
import { registerPartner } from '../../../src/partners/partners.ts'
import { anInternet, trustSites } from '../../platform/fetch/support/internet.ts'
import { aStaffMember } from '../../support/factories.ts'
import { actor, caller, type Product, start } from '../../support/product.ts'

export const host = 'news.example'

type Handler = (request: IncomingMessage, response: ServerResponse) => void

/** What stands under a path of the host: a text, or what answers. */
type Shown = Record<string, string | Handler>

/** A publisher on news.example, and what that host shows and its name servers say; both may change meanwhile. */
export async function aHost({
  hosts = [host],
  ...options
}: Parameters<typeof start>[0] & { hosts?: string[] } = {}) {
  trustSites()
  const pages: Shown = {}
  const txt: Record<string, string[][] | Error> = {}
  const asked: string[] = []
  const answer: Handler = (request, response) => {
    const path = request.url ?? ''
    asked.push(path)
    const page = pages[path]
    if (typeof page === 'function') return page(request, response)
    const type = path === '/' ? 'text/html; charset=utf-8' : 'text/plain'
    response.writeHead(page === undefined ? 404 : 200, { 'content-type': type }).end(page)
  }
  const { network } = await anInternet({ [host]: { answer } })
  const product = await start({
    network,
    async resolveTxt(name) {
      const records = txt[name]
      if (records instanceof Error) throw records
      if (records) return records
      throw Object.assign(new Error('none'), { code: 'ENODATA' })
    },
    ...options,
  })
  const officer = await aStaffMember(product, 'licensing')
  const partner = await aPublisher(product, hosts)
  const path = `/v1/staff/partners/${partner.id}`
  const { challenge, places } = (await partner.get('/v1/partner')).json().hosts[0]

  return {
    ...{ product, officer, partner, path, pages, txt, asked, challenge, places },
    verify: (which = host) => officer.post(`${path}/domains/${which}/verifications`),
    /** How a host stands. */
    standing: async (which = host) =>
      (await officer.get(path)).json().hosts.find((one: { host: string }) => one.host === which),
    ownership: async () => {
      const { items } = (await officer.get(`${path}/checks`)).json()
      return items.find((one: { check: string }) => one.check === 'domain-ownership')
    },
  }
}

/** A publisher that is not approved, with a key. */
export async function aPublisher({ app, database }: Product, domains: string[]) {
  const made = await database.write(async (tx) => {
    const { id } = await registerPartner(tx, actor, {
      name: 'News',
      domains,
      audience: { monthlyUniques: 1_000_000 },
      contacts: [
        { role: 'urgent', email: 'urgent@news.example' },
        { role: 'technical', email: 'web@news.example' },
      ],
    })
    return { id, key: (await createApiKey(tx, actor, id, { name: 'test' })).key }
  })
  return { ...made, ...caller(app, made.key) }
}
