import { test } from 'vitest'
import { anInstallation } from '../support/installation.ts'
import { surviveKills, surviveKillsBeside } from '../support/kills.ts'
import { ledgerText } from '../support/load.ts'

const cycles = 25
const cyclesBeside = 8

test('a server killed under load has lost nothing that it answered', async ({ annotate }) => {
  await annotate(ledgerText(await surviveKills(await anInstallation(), cycles)))
})

test('a server killed under load disturbs no other one on the same file', async ({ annotate }) => {
  await annotate(ledgerText(await surviveKillsBeside(await anInstallation(), cyclesBeside)))
})
