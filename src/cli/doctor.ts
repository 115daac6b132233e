import type { Command } from 'commander'
import { type Config, loadConfig } from '../config.ts'
import { openInstallation } from '../installation.ts'
import type { Database } from '../platform/database/database.ts'
import { verb } from './commands.ts'
import { databaseExaminations, type Examination, siteExaminations } from './examinations.ts'
import { lineFor } from './faults.ts'
import { mailExaminations } from './mail-examinations.ts'
import { quietLog } from './on-database.ts'
import { Ailment, Finding } from './refusal.ts'
import { table } from './table.ts'
import { answer, type Terminal } from './terminal.ts'

interface Outcome {
  check: string
  verdict: 'ok' | 'fail'
  found: string
  remedy: string | null
}

/** `wirecopy doctor`: whether this installation is in order, and what to do where it is not. */
export function doctorCommand(program: Command, terminal: Terminal): void {
  verb(program, 'doctor', 'check that this installation is in order', 'wirecopy doctor').action(
    async ({ json }: { json?: boolean }) => {
      const config = loadConfig(terminal.env)
      const outcomes = await examineAll(config, terminal)
      const failures = outcomes.filter(({ verdict }) => verdict === 'fail')
      answer(
        terminal,
        json,
        { ok: failures.length === 0, checks: outcomes },
        outcomeTable(outcomes, terminal),
      )
      if (failures.length > 0)
        throw new Finding(`Not in order: ${failures.map(({ check }) => check).join(', ')}`)
    },
  )
}

async function examineAll(config: Config, terminal: Terminal): Promise<Outcome[]> {
  const outcomes = await outcomesOf([
    ...siteExaminations(config, terminal),
    ...mailExaminations(config, terminal),
  ])
  const [check, connection] = ['database', await opened(config, terminal)]
  // What is in a database that cannot be opened, nobody can say.
  if ('fault' in connection) return [...outcomes, failed(check, connection.fault)]

  const { database } = connection
  try {
    const found = `${database.dialect} answers and has every migration`
    const inside = await outcomesOf(databaseExaminations(config, database))
    return [...outcomes, { check, verdict: 'ok', found, remedy: null }, ...inside]
  } finally {
    await database.close()
  }
}

async function opened(
  config: Config,
  terminal: Terminal,
): Promise<{ database: Database } | { fault: unknown }> {
  try {
    return { database: await openInstallation(config, quietLog(terminal)) }
  } catch (fault) {
    return { fault }
  }
}

async function outcomesOf(examinations: Examination[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const { check, examine } of examinations) {
    try {
      outcomes.push({ check, verdict: 'ok', found: await examine(), remedy: null })
    } catch (error) {
      outcomes.push(failed(check, error))
    }
  }
  return outcomes
}

function failed(check: string, error: unknown): Outcome {
  const remedy = error instanceof Ailment ? error.remedy : null
  return { check, verdict: 'fail', found: error instanceof Ailment ? error.message : lineFor(error), remedy }
}

function outcomeTable(outcomes: Outcome[], { stdout }: Terminal): string {
  return table(
    outcomes,
    [
      { title: '', of: ({ verdict }) => verdict },
      { title: 'CHECK', of: ({ check }) => check },
      { title: 'FOUND', of: ({ found }) => found },
    ],
    stdout,
    ({ remedy }) => (remedy ? [`→ ${remedy}`] : []),
  )
}
