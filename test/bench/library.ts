import { createArticle, requireArticle } from '../../src/articles/articles.ts'
import type { Content } from '../../src/articles/content.ts'
import { publish } from '../../src/articles/publishing.ts'
import { addReporter } from '../../src/articles/reporters.ts'
import { correct } from '../../src/articles/revising.ts'
import { prepareContent } from '../../src/articles/schema.ts'
import { approve } from '../../src/licensing/agreements.ts'
import { createApiKey } from '../../src/partners/api-keys.ts'
import { registerPartner } from '../../src/partners/partners.ts'
import type { Database } from '../../src/platform/database/database.ts'
import type { Id } from '../../src/platform/ids.ts'

const actor = { kind: 'system', name: 'bench' } as const

const minuteMs = 60_000
const articlesPerCommit = 1_000
const correctedEvery = 50
const firstArticleAt = Date.parse('2020-01-01T00:00:00Z')
const preparedStories = 60
const words =
  'officials said the measure would take effect next month after a vote in the senate while critics of the plan warned about its cost to families and small firms across several states'.split(
    ' ',
  )

export interface Clock {
  now: number
}

/** Publishes stories of realistic size, a minute apart, through the verbs in big transactions. */
export async function publishStories(database: Database, clock: Clock, count: number): Promise<void> {
  const reporters: Id<'rep'>[] = []
  await database.write(async (tx) => {
    for (const name of ['Jane Doe', 'John Roe', 'Ann Poe', 'Max Moe', 'Staff'])
      reporters.push((await addReporter(tx, actor, { name, kind: 'person' })).id)
  })
  const stories = await Promise.all(
    Array.from({ length: preparedStories }, (_, number) => aStory(number, reporters)),
  )

  clock.now = firstArticleAt
  for (let from = 0; from < count; from += articlesPerCommit) {
    await database.write(async (tx) => {
      for (let number = from; number < Math.min(count, from + articlesPerCommit); number++) {
        const story = stories[number % stories.length]
        if (!story) continue
        const headline = `${story.headline}, ${number}`
        const draft = await createArticle(tx, actor, { ...story, headline })
        await publish(tx, actor, draft, { publishAt: firstArticleAt + number * minuteMs })
        if (number % correctedEvery === 0)
          await correct(tx, actor, await requireArticle(tx, draft.id), 'A name was misspelled.', {})
      }
    })
    clock.now += articlesPerCommit * minuteMs
  }
}

/** An approved partner with as many keys as asked for. */
export async function aPartnerWithKeys(database: Database, count: number): Promise<string[]> {
  return database.write(async (tx) => {
    const partner = await registerPartner(tx, actor, {
      name: 'Example Gazette',
      domains: ['gazette.example'],
      audience: { monthlyUniques: 1_000_000 },
      contacts: [{ role: 'urgent', email: 'desk@gazette.example' }],
    })
    await approve(tx, actor, partner.id, {})
    const keys: string[] = []
    for (let number = 0; number < count; number++)
      keys.push((await createApiKey(tx, actor, partner.id, { name: `bench ${number}` })).key)
    return keys
  })
}

// Stories of 250 to 840 words by one or two reporters.
async function aStory(number: number, reporters: Id<'rep'>[]): Promise<Content> {
  const paragraphs = Array.from(
    { length: 6 + (number % 15) },
    (_, at) => `<p>${sentence(number + at, 42)}.</p>`,
  )
  const authors = [reporters[number % reporters.length], reporters[(number * 3) % reporters.length]]
  return prepareContent({
    headline: sentence(number, 11),
    summary: `${sentence(number + 7, 24)}.`,
    section: 'Politics',
    tags: ['congress', 'budget'],
    canonicalUrl: `https://wire.example/2024/story-${number}`,
    bodyHtml: paragraphs.join(''),
    reporters: [...new Set(authors.filter((id) => id !== undefined))],
  })
}

function sentence(seed: number, length: number): string {
  const chosen = Array.from({ length }, (_, at) => words[(seed * 7 + at * (1 + (seed % 5))) % words.length])
  return chosen.join(' ').replace(/^./, (first) => first.toUpperCase())
}
