#!/usr/bin/env node
import { requireNode } from './node-version.ts'

requireNode()
// An older Node crashes in the SQLite driver without a word, so nothing is imported before this is known.
const { run } = await import('./cli/program.ts')
// Whoever reads the answer may stop reading, as `head` does.
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? 0 : 1))
process.exitCode = await run(process.argv.slice(2), process)
