import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig, type Plugin } from 'rolldown'

const dir = 'dist'

/** Leaves alone what is there already: a server that runs may still read it. */
const writeChanges: Plugin = {
  name: 'write-changes',
  generateBundle(_, bundle) {
    for (const [name, made] of Object.entries(bundle)) {
      const path = join(dir, name)
      const content = made.type === 'chunk' ? made.code : made.source
      if (existsSync(path) && readFileSync(path).equals(Buffer.from(content))) delete bundle[name]
    }
  },
}

// Of a thousand modules most of a start would be finding them.
export default defineConfig({
  input: {
    main: 'src/main.ts',
    cli: 'src/cli.ts',
    'body-worker': 'src/articles/text/body-worker.ts',
    'rewrite-sqlite': 'src/platform/database/rewrite-sqlite.ts',
  },
  platform: 'node',
  // What is compiled, or looks for files beside itself.
  external: ['@scalar/fastify-api-reference', 'better-sqlite3', 'pg-native', 'sharp', 'tinypool'],
  plugins: [writeChanges],
  output: { dir, format: 'esm', chunkFileNames: '[name].js', sourcemap: true },
})
