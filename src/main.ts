import { requireNode } from './node-version.ts'

requireNode()
// An older Node crashes in the SQLite driver without a word, so nothing is imported before this is known.
const { run } = await import('./cli/program.ts')
process.exitCode = await run(['serve'], process)
