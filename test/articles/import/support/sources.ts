import { addReporter } from '../../../../src/articles/reporters.ts'
import type { Config } from '../../../../src/config.ts'
import { aPartner, aStaffMember } from '../../../support/factories.ts'
import { actor, letTimeWork, start } from '../../../support/product.ts'
import { aWordPress, type Post } from './wordpress.ts'

interface Options {
  site?: Parameters<typeof aWordPress>[0]
  /** What is there before the first poll. */
  posts?: Partial<Post>[] | undefined
  /** What was uploaded to it, by path. */
  files?: ReadonlyMap<string, Buffer>
  source?: object
  config?: Partial<Config>
  log?: (line: string) => void
}

/** The product with a source that it has polled once, an administrator, a partner, and Jane Doe. */
export async function aPolledSite({
  site: kind,
  posts = [],
  files = new Map(),
  source: wishes,
  ...options
}: Options = {}) {
  const site = await aWordPress(kind)
  for (const post of posts) site.add(post)
  for (const [path, file] of files) site.files.set(path, file)
  const product = await start({ ...options, network: site.network })
  const staff = await aStaffMember(product)
  const jane = await product.database.write((tx) =>
    addReporter(tx, actor, { name: 'Jane Doe', kind: 'person' }),
  )
  await staff.post('/v1/staff/byline-mappings', { byline: 'Jane Doe', reporter: jane.id })
  const added = await staff.post('/v1/staff/sources', { kind: 'wordpress', url: site.url, ...wishes })
  const path = `/v1/staff/sources/${added.json().id}`

  /** Lets minutes go by, and everything happen that happens by itself. */
  async function pass(minutes = 5): Promise<void> {
    for (let minute = 0; minute < minutes; minute += 1) {
      product.clock.advance(60_000)
      await letTimeWork(product)
    }
  }

  async function desk(kind?: string) {
    return (await staff.get(`/v1/staff/desk${kind ? `?kind=${kind}` : ''}`)).json().items
  }

  /** What the newest run found. */
  async function report() {
    const { items } = (await staff.get(`${path}/reports`)).json()
    return items[0].result
  }

  async function counts() {
    return (await report()).counts
  }

  await letTimeWork(product)
  const partner = await aPartner(product)
  return { product, site, staff, jane, added, path, pass, desk, report, counts, partner }
}
