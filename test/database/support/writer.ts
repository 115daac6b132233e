import { createArticle } from '../../../src/articles/articles.ts'
import { publish } from '../../../src/articles/publishing.ts'
import { addReporter } from '../../../src/articles/reporters.ts'
import { prepareContent } from '../../../src/articles/schema.ts'
import { open } from '../../support/opening.ts'

// A process of its own that publishes stories as fast as it can, and some that fail.

/** One story that was stored; moments are those of the machine's monotonic clock, in ns. */
export interface Publication {
  id: string
  begun: number
  stored: number
}

const [url = '', count = '0'] = process.argv.slice(2)
const actor = { kind: 'system', name: 'writer' } as const
const now = () => Number(process.hrtime.bigint())

const database = await open(url)
const reporter = await database.write((tx) => addReporter(tx, actor, { name: 'Jane Doe', kind: 'person' }))
process.send?.('ready')
process.once('message', async () => {
  const published: Publication[] = []
  while (published.length < Number(count)) published.push(await publishOne(published.length))
  await database.close()
  process.send?.(published, () => process.disconnect())
})

async function publishOne(number: number): Promise<Publication> {
  const content = await prepareContent({
    headline: `Story ${number} of ${process.pid}`,
    bodyHtml: '<p>Text.</p>',
    reporters: [reporter.id],
  })
  await failHalfway(content)
  const begun = now()
  const { id } = await database.write(async (tx) =>
    publish(tx, actor, await createArticle(tx, actor, content)),
  )
  return { id, begun, stored: now() }
}

async function failHalfway(content: Parameters<typeof createArticle>[2]): Promise<void> {
  const failure = new Error('on purpose')
  const failing = database.write(async (tx) => {
    await publish(tx, actor, await createArticle(tx, actor, content))
    throw failure
  })
  await failing.catch((error: unknown) => {
    if (error !== failure) throw error
  })
}
