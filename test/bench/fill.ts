import { currentEpoch, newestChange } from '../../src/articles/changes.ts'
import { generateLibrary } from '../../src/articles/generated/library.ts'
import { allUpTo, ChangeCursors } from '../../src/delivery/change-cursor.ts'
import { followers } from '../../src/delivery/tables.ts'
import { seed } from '../../src/seed.ts'
import { open } from '../support/opening.ts'
import { actor, aPartnerWithKeys } from './library.ts'

// Runs as a child process of its own: the engine is chosen when the tables' module loads.
const [url = '', count = '0', keys = '1'] = process.argv.slice(2)

const database = await open(url)
const seeded = await seed(database)
const partnerKeys = await aPartnerWithKeys(database, Number(keys))
for await (const _ of generateLibrary(database, actor, Number(count), Date.now()));
const newest = await newestChange(database.read)
// Nobody waits for mails about made-up stories, and telling of a million would disturb what is measured.
await database.append(async (queries) => {
  await queries.update(followers).set({ seq: newest })
})
const middle = Math.floor(newest / 2)
const middleOfLog = new ChangeCursors(database).at(
  { epoch: await currentEpoch(database.read), isSandbox: false },
  allUpTo(middle),
)
await database.close()
process.stdout.write(JSON.stringify({ keys: partnerKeys, articleId: seeded?.articleId, middleOfLog }))
