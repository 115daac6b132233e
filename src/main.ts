import { requireNode } from './node-version.ts'
import { hastenImports } from './quick-imports.ts'

requireNode()
hastenImports()
// An older Node crashes in the SQLite driver without a word, so nothing is imported before this is known.
const { run } = await import('./cli/program.ts')
process.exitCode = await run(['serve'], process)
