import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { measureImport } from './imports.ts'
import { isWanted, planFrom } from './plan.ts'
import { reportOf } from './report.ts'
import { run } from './run.ts'
import { importing, posting, scenarios, streaming } from './scenarios.ts'
import type { Stoppable } from './servers.ts'
import { measureStreams } from './streams.ts'
import { markdownOf, tableOf } from './table.ts'
import { measureWebhooks } from './webhooks.ts'

const plan = planFrom(process.argv.slice(2))
const folder = await mkdtemp(join(tmpdir(), 'wirecopy-bench-'))
const started: Stoppable[] = []

async function cleanUp(): Promise<void> {
  for (const one of started.splice(0).reverse()) await one.stop()
  await rm(folder, { recursive: true, force: true })
}

async function measureRequests(): Promise<void> {
  const report = await reportOf(plan, await run(plan, folder, started))
  process.stdout.write(tableOf(report))
  if (plan.markdown) await writeFile(plan.markdown, markdownOf(report))
  if (plan.json) await writeFile(plan.json, `${JSON.stringify(report, undefined, 2)}\n`)
}

process.once('SIGINT', () => void cleanUp().finally(() => process.exit(130)))
try {
  if (scenarios.some((one) => isWanted(plan, one))) await measureRequests()
  if (isWanted(plan, { name: streaming })) process.stdout.write(await measureStreams(plan, folder, started))
  if (isWanted(plan, { name: posting })) process.stdout.write(await measureWebhooks(plan, folder, started))
  if (isWanted(plan, { name: importing }))
    process.stdout.write(await measureImport(folder, plan.sizes[1] > 5_000 ? 20_000 : 2_000))
} finally {
  await cleanUp()
}
