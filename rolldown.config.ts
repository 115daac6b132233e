import { defineConfig } from 'rolldown'

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
  output: { dir: 'dist', format: 'esm', cleanDir: true, sourcemap: true },
})
