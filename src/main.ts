import { requireNode } from './node-version.ts'

requireNode()
// An older Node crashes in the SQLite driver without a word, so nothing is imported before this is known.
const { serve } = await import('./cli/serve.ts')
await serve()
