import { test } from 'vitest'
import { anInstallation } from '../support/installation.ts'
import { surviveKills } from '../support/kills.ts'
import { ledgerText } from '../support/load.ts'
import { aPostgresServer } from '../support/postgres.ts'

const cycles = 25

const aPostgresDatabase = aPostgresServer()

test('a server killed under load has lost nothing that it answered', async ({ annotate }) => {
  const installation = await anInstallation({ DATABASE_URL: await aPostgresDatabase() })

  await annotate(ledgerText(await surviveKills(installation, cycles)))
})
