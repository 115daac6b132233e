import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const run = promisify(execFile)

// Hooks are asked last in, first out: the one of this test sees what the product's leaves to Node.
const program = (before: string) => `
  import { registerHooks } from 'node:module'
  let left = 0
  registerHooks({
    resolve(specifier, context, next) {
      if (context.parentURL?.includes('/drizzle-orm/') && specifier.startsWith('.')) left += 1
      return next(specifier, context)
    },
  })
  const { hastenImports } = await import('./src/quick-imports.ts')
  ${before}
  const { sql } = await import('drizzle-orm')
  console.log(JSON.stringify({ left, works: typeof sql }))
`

const output = async (before: string) =>
  JSON.parse((await run(process.execPath, ['--input-type=module', '--eval', program(before)])).stdout)

test('Node looks for no module of drizzle-orm that another one of its modules names', async () => {
  expect(await output('hastenImports()')).toEqual({ left: 0, works: 'function' })
  expect((await output('')).left).toBeGreaterThan(10)
})
