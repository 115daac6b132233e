import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { callerAt } from './caller.ts'
import type { Installation } from './installation.ts'
import { type Desk, emptyLedger, type Ledger, load } from './load.ts'
import { rowsOf } from './rows.ts'
import type { Server } from './server.ts'
import { reportersOf } from './staff.ts'

const shortestLoadMs = 200
const longestLoadMs = 1_000

/** Kills the server under load again and again; after every restart everything it had answered must be there. */
export async function surviveKills(installation: Installation, cycles: number): Promise<Ledger> {
  const ledger = emptyLedger()
  const first = await installation.serve()
  const desk = await aDesk(installation, first)
  await first.end('SIGTERM')

  for (let cycle = 0; cycle < cycles; cycle += 1) {
    const server = await installation.serve()
    await compare(installation.database, ledger)
    await killUnderLoad(server, desk, ledger)
  }

  await installation.serve()
  await examine(installation, ledger)
  return ledger
}

/** Kills one of two servers under load again and again; the other must answer everything it is asked. */
export async function surviveKillsBeside(installation: Installation, cycles: number): Promise<Ledger> {
  const ledger = emptyLedger()
  const survivor = await installation.serve()
  const desk = await aDesk(installation, survivor)
  const loading = load(survivor.origin, desk, ledger)

  for (let cycle = 0; cycle < cycles; cycle += 1) {
    const killed = killUnderLoad(await installation.serve(), desk, ledger)
    expect(await Promise.race([killed, loading.then(() => 'the survivor is gone')])).toBeUndefined()
  }

  await survivor.end('SIGKILL')
  await loading
  await examine(installation, ledger)
  return ledger
}

async function aDesk(installation: Installation, { origin }: Server): Promise<Desk> {
  const token = await installation.aStaffToken()
  return { token, reporters: await reportersOf(callerAt(origin, token)) }
}

async function killUnderLoad(server: Server, desk: Desk, ledger: Ledger): Promise<void> {
  const loading = load(server.origin, desk, ledger)
  await sleep(shortestLoadMs + Math.random() * (longestLoadMs - shortestLoadMs))
  expect(await server.end('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' })
  await loading
}

async function examine(installation: Installation, ledger: Ledger): Promise<void> {
  await compare(installation.database, ledger)
  expect(await installation.wirecopy('audit', 'verify')).toMatchObject({ intact: true })
}

async function compare(database: string, ledger: Ledger): Promise<void> {
  expect(await lostWrites(database, ledger)).toEqual([])
  expect(await lostGrants(database, ledger)).toEqual([])
  expect(await faultsInLog(database)).toEqual([])
}

async function lostWrites(database: string, { revisions, partners, keys }: Ledger): Promise<string[]> {
  const articles = await mapOf(database, 'SELECT id AS key, revision AS value FROM articles')
  const statuses = await mapOf(database, 'SELECT id AS key, status AS value FROM partners')
  const keyed = await mapOf(database, 'SELECT partner_id AS key, name AS value FROM api_keys')
  return [
    ...[...revisions].filter(([id, revision]) => !(Number(articles.get(id)) >= revision)),
    ...[...partners].filter(
      ([id, status]) => !statuses.has(id) || (status === 'approved' && statuses.get(id) !== status),
    ),
    ...[...keys].filter(([, partnerId]) => !keyed.has(partnerId)),
  ].map(String)
}

async function lostGrants(database: string, { grants }: Ledger): Promise<string[]> {
  const stored = await mapOf(
    database,
    "SELECT partner_id || ' ' || article_id || ' ' || revision AS key, id AS value FROM grants",
  )
  return [...grants].filter(([license, id]) => `"${stored.get(license)}"` !== id).map(String)
}

// A number that is missing or there twice, a change without its row, a row without its change or audit entry.
async function faultsInLog(database: string): Promise<unknown[]> {
  const numbers = await rowsOf(database, 'SELECT seq FROM changes ORDER BY seq')
  return [
    ...numbers.filter(({ seq }, index) => Number(seq) !== index + 1),
    ...(await rowsOf(
      database,
      `SELECT seq FROM changes c WHERE article_id IS NOT NULL AND NOT EXISTS
       (SELECT 1 FROM revisions r WHERE r.article_id = c.article_id AND r.number = c.revision)`,
    )),
    ...(await rowsOf(
      database,
      `SELECT article_id, number FROM revisions r WHERE 1 <>
       (SELECT count(*) FROM changes c WHERE c.article_id = r.article_id AND c.revision = r.number)`,
    )),
    ...(await rowsOf(
      database,
      `SELECT id FROM articles a WHERE 1 + revision <>
       (SELECT count(*) FROM audit_entries e WHERE e.subject = a.id)`,
    )),
  ]
}

async function mapOf(database: string, statement: string): Promise<Map<string, unknown>> {
  const rows = await rowsOf(database, statement)
  return new Map(rows.map(({ key, value }) => [String(key), value]))
}
