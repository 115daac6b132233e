import { type TestContext, test } from 'vitest'
import { anInstallation } from '../support/installation.ts'
import { surviveKills, surviveKillsBeside } from '../support/kills.ts'
import type { Ledger } from '../support/load.ts'
import { aPostgresServer } from '../support/postgres.ts'

const cycles = 25
const cyclesBeside = 8

const aPostgresDatabase = aPostgresServer()

test('a server killed under load has lost nothing that it answered, on SQLite', async ({ annotate }) => {
  await report(annotate, await surviveKills(await anInstallation(), cycles))
})

test('a server killed under load has lost nothing that it answered, on PostgreSQL', async ({ annotate }) => {
  const installation = await anInstallation({ DATABASE_URL: await aPostgresDatabase() })

  await report(annotate, await surviveKills(installation, cycles))
})

test('a server killed under load disturbs no other one on the same SQLite file', async ({ annotate }) => {
  await report(annotate, await surviveKillsBeside(await anInstallation(), cyclesBeside))
})

async function report(annotate: TestContext['annotate'], ledger: Ledger): Promise<void> {
  const { revisions, partners, keys, grants, answers } = ledger
  await annotate(
    `${answers} answers: ${revisions.size} articles, ${partners.size} partners, ${keys.size} keys, ${grants.size} grants`,
  )
}
