import { createArticle, requireArticle } from '../../src/articles/articles.ts'
import { publish } from '../../src/articles/publishing.ts'
import { addReporter } from '../../src/articles/reporters.ts'
import { prepareContent } from '../../src/articles/schema.ts'
import { open } from '../support/opening.ts'
import { actor } from './library.ts'

// Another process than the server, as the desk's command line is: publishes a story whenever it is told to.
const [url = ''] = process.argv.slice(2)

const database = await open(url)
const reporter = await database.write((tx) => addReporter(tx, actor, { name: 'Jane Doe', kind: 'person' }))
const bodyHtml = `<p>${'The senator said on Tuesday that the bill would not pass. '.repeat(60)}</p>`

async function publishOne(headline: string): Promise<number> {
  const content = await prepareContent({ headline, bodyHtml, reporters: [reporter.id] })
  const { id } = await database.write((tx) => createArticle(tx, actor, content))
  await database.write(async (tx) => publish(tx, actor, await requireArticle(tx, id), {}))
  return performance.timeOrigin + performance.now()
}

process.on('message', (headline) => {
  void publishOne(String(headline)).then((at) => process.send?.(at))
})
process.on('disconnect', () => void database.close().finally(() => process.exit()))
process.send?.('ready')
