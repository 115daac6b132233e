import { expect, test } from 'vitest'
import { type Caller, callerAt } from '../support/caller.ts'
import { anInstallation } from '../support/installation.ts'
import { aPostgresServer } from '../support/postgres.ts'
import { aPartner, publishStory } from '../support/staff.ts'

const withinMs = 1_000

const aPostgresDatabase = aPostgresServer()

const engines = [
  ['one SQLite file', async () => ({})],
  ['one PostgreSQL database', async () => ({ DATABASE_URL: await aPostgresDatabase() })],
] as const

/** Two processes that were started at once on an empty database, and a partner that both have served. */
async function twoNodes(environment: Record<string, string>) {
  const installation = await anInstallation(environment)
  const [here, there] = await Promise.all([installation.serve(), installation.serve()])
  const staff = callerAt(here.origin, await installation.aStaffToken())
  const partner = await aPartner(staff, 'courier')
  const story = await publishStory(staff, 'Seen by both')
  const path = `/v1/articles/${story}`
  const elsewhere = callerAt(there.origin, partner.key)
  expect(await callerAt(here.origin, partner.key).get(path)).toMatchObject({ statusCode: 200 })
  expect(await elsewhere.get(path)).toMatchObject({ statusCode: 200 })
  return { installation, staff, partner, story, watch: () => watch(elsewhere, path) }
}

/** Fetches until it is refused; tells why, and when the last request began that was still served. */
async function watch(partner: Caller, path: string) {
  for (let servedAt = 0; ; ) {
    const begun = performance.now()
    const answer = await partner.get(path)
    if (answer.statusCode !== 200) return { servedAt, refusal: answer.json<{ type: string }>().type }
    servedAt = begun
  }
}

/** Does something on one node while the other serves on; answers with what the other then says. */
async function refusalAfter(act: () => Promise<unknown>, watching: ReturnType<typeof watch>) {
  await act()
  const effective = performance.now()
  const { servedAt, refusal } = await watching
  expect(servedAt - effective).toBeLessThan(withinMs)
  return refusal
}

test.each(engines)(
  'over %s a story withdrawn on one node is gone from the other within a second',
  async (_, database) => {
    const { staff, story, watch } = await twoNodes(await database())
    const withdraw = () => staff.post(`/v1/staff/articles/${story}/withdrawals`, { advisory: 'Do not use.' })

    expect(await refusalAfter(withdraw, watch())).toMatch(/article-withdrawn$/)
  },
)

test.each(engines)(
  'over %s a story killed on one node is gone from the other within a second',
  async (_, database) => {
    const { staff, story, watch } = await twoNodes(await database())
    const kill = () => staff.post(`/v1/staff/articles/${story}/kills`, { advisory: 'Take it down.' })

    expect(await refusalAfter(kill, watch())).toMatch(/article-killed$/)
  },
)

test.each(engines)(
  'over %s a partner suspended on the command line is refused within a second',
  async (_, database) => {
    const { installation, partner, watch } = await twoNodes(await database())
    const suspend = () => installation.wirecopy('partner', 'suspend', partner.id, '--reason', 'test')

    expect(await refusalAfter(suspend, watch())).toMatch(/partner-suspended$/)
  },
)

test.each(engines)(
  'over %s a key revoked on one node opens nothing on the other within a second',
  async (_, database) => {
    const { staff, partner, watch } = await twoNodes(await database())
    const revoke = () => staff.delete(`/v1/staff/partners/${partner.id}/keys/${partner.keyId}`)

    expect(await refusalAfter(revoke, watch())).toMatch(/key-revoked$/)
  },
)
