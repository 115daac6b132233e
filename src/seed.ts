import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Actor } from './actor.ts'
import { createArticle } from './articles/articles.ts'
import { prepareLogo } from './articles/logo.ts'
import { findNewswire, setLogo, setNewswire } from './articles/newswire.ts'
import { publish } from './articles/publishing.ts'
import { newReporterInput } from './articles/reporter-schema.ts'
import { addReporter, type Reporter } from './articles/reporters.ts'
import { contentInput, newswireInput, prepareContent } from './articles/schema.ts'
import { currentTerms, publishTerms } from './licensing/terms.ts'
import type { Database } from './platform/database/database.ts'
import type { Id } from './platform/ids.ts'
import { packageFile } from './platform/package-file.ts'

const actor: Actor = { kind: 'system', name: 'seed' }

const articleSeed = contentInput.omit({ bodyHtml: true, reporters: true }).extend({
  reporters: z.array(z.string()),
  publishedAt: z.iso.datetime(),
  workingHeadline: z.boolean(),
  deskNote: z.string(),
})

/** The newswire, its logo, terms version 1, the desk and the article; null where they were there before. */
export async function seed(database: Database): Promise<{ articleId: Id<'art'> } | null> {
  const logo = prepareLogo(file('logo.svg'), file('logo.png'))
  const {
    publishedAt,
    workingHeadline,
    deskNote,
    reporters: names,
    ...fields
  } = articleSeed.parse(jsonFile('article.json'))
  const content = await prepareContent({ ...fields, bodyHtml: text('article.html') })

  return database.write(async (tx) => {
    if ((await findNewswire(tx)) || (await currentTerms(tx))) return null
    await setNewswire(tx, actor, newswireInput.parse(jsonFile('newswire.json')))
    await setLogo(tx, actor, logo)
    await publishTerms(tx, actor, { text: text('terms-1.md').trimEnd() })
    const reporters: Reporter[] = []
    for (const wanted of z.array(newReporterInput).parse(jsonFile('reporters.json'))) {
      reporters.push(await addReporter(tx, actor, wanted))
    }
    const signed = names.map((name) => reporters.find((reporter) => reporter.name === name)?.id)
    const draft = await createArticle(
      tx,
      actor,
      { ...content, reporters: signed.filter((id) => id !== undefined) },
      { workingHeadline, deskNote },
    )
    const article = await publish(tx, actor, draft, { publishAt: Date.parse(publishedAt) })
    return { articleId: article.id }
  })
}

function file(name: string): Buffer {
  return readFileSync(packageFile(`seeds/${name}`))
}

function text(name: string): string {
  return file(name).toString('utf8')
}

function jsonFile(name: string): unknown {
  return JSON.parse(text(name))
}
