import { defineConfig } from 'vitest/config'

const suite = ['test/**/*.test.ts']
const elsewhere = ['test/system/**', 'test/check/**']
// What only one engine has: `lock.sqlite.test.ts`.
const only = (engine: string) => `test/**/*.${engine}.test.ts`

export default defineConfig({
  test: {
    // Without it one processor is left idle, which is half of a machine with two.
    maxWorkers: '100%',
    // Each test builds a whole server and lets go of it; a roomy nursery makes collecting that cheaper.
    execArgv: ['--max-semi-space-size=64'],
    projects: [
      {
        test: {
          name: 'sqlite',
          isolate: false,
          include: suite,
          exclude: [...elsewhere, only('postgres')],
          env: { DATABASE_URL: 'file:unused' },
          globalSetup: ['test/support/build.ts'],
          setupFiles: ['test/support/matchers.ts'],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'postgres',
          isolate: false,
          include: suite,
          exclude: [...elsewhere, only('sqlite')],
          env: { DATABASE_URL: 'postgres://unused' },
          globalSetup: ['test/support/build.ts', 'test/support/postgres-server.ts'],
          setupFiles: ['test/support/matchers.ts', 'test/support/keep-warm.ts'],
          testTimeout: 60_000,
        },
      },
      {
        test: { name: 'check', include: ['test/check/**/*.test.ts'], testTimeout: 60_000 },
      },
      {
        test: {
          name: 'system',
          include: ['test/system/**/*.test.ts'],
          globalSetup: ['test/system/support/requirements.ts', 'test/support/build.ts'],
          testTimeout: 300_000,
          // They wait as much as they compute, but one of them is a site with a database of its own.
          maxWorkers: 2,
        },
      },
    ],
  },
})
