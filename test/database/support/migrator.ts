import { migrate } from '../../../src/platform/database/migrate.ts'

// A process of its own that migrates the database when it is told to, and tells what it did.

const [url = ''] = process.argv.slice(2)

process.once('message', async () => {
  const { applied } = await migrate(url)
  process.send?.(applied, () => process.disconnect())
})
process.send?.('ready')
