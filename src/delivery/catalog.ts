import { type Article, findArticle } from '../articles/articles.ts'
import { withdrawalsOf } from '../articles/changes.ts'
import { withheldIn } from '../articles/media/uses.ts'
import { type Newswire, requireNewswire } from '../articles/newswire.ts'
import { type Correction, correctionsOf, findRevision, type RevisionRow } from '../articles/revisions.ts'
import { type Agreement, agreementOf } from '../licensing/agreements.ts'
import { currentTerms, type Terms } from '../licensing/terms.ts'
import type { Database } from '../platform/database/database.ts'
import { FreshCache } from '../platform/database/fresh-cache.ts'
import type { Id } from '../platform/ids.ts'
import { Problem } from '../problems.ts'

const maxStories = 5_000
const maxAgreements = 50_000

/** An article with its newest revision and what was corrected in it. */
export interface Story {
  article: Omit<Article, 'draft' | 'internalReason'>
  /** Absent before the first publication. */
  revision: RevisionRow | undefined
  corrections: Correction[]
  /** Images of the revision that partners may not have at present. */
  withheld: ReadonlySet<Id<'med'>>
  /** In which revisions it was when it was withdrawn; absent in lists and feeds, which tell no version. */
  withdrawals?: number[]
}

/** The licensor and its terms: what every response speaks of besides articles. */
export interface House {
  newswire: Newswire
  terms: Terms
}

/** What serving reads, cached until any process changes it. */
export class Catalog {
  private readonly stories: FreshCache<Story>
  private readonly agreements: FreshCache<{ agreement: Agreement | undefined }>
  private readonly houses: FreshCache<House>
  private readonly database: Database

  constructor(database: Database) {
    const { freshness } = database
    this.database = database
    this.stories = new FreshCache({ freshness, max: maxStories })
    this.agreements = new FreshCache({ freshness, max: maxAgreements })
    this.houses = new FreshCache({
      freshness,
      max: 1,
      subjects: () => ['newswire', 'terms'],
    })
  }

  /** Answers at once when the story is cached. Throws `article-not-found`. */
  story(id: Id<'art'>): Story | Promise<Story> {
    return this.stories.get(id) ?? this.findStory(id)
  }

  agreement(
    partnerId: Id<'par'>,
  ): { agreement: Agreement | undefined } | Promise<{ agreement: Agreement | undefined }> {
    return this.agreements.get(partnerId) ?? this.findAgreement(partnerId)
  }

  /** Throws `conflict` while the database is not seeded. */
  house(): House | Promise<House> {
    return this.houses.get('house') ?? this.findHouse()
  }

  private async findStory(id: Id<'art'>): Promise<Story> {
    const story = await this.stories.loadOnce(id, async () => {
      const article = await findArticle(this.database.read, id)
      if (!article) return undefined
      const corrections = await correctionsOf(this.database.read, [id])
      const revision = await findRevision(this.database.read, id, article.revision)
      return {
        article,
        revision,
        withheld: await withheldIn(this.database.read, revision ? [revision] : []),
        corrections: corrections.get(id) ?? [],
        withdrawals: await withdrawalsOf(this.database.read, id),
      }
    })
    if (!story) throw new Problem('article-not-found')
    return story
  }

  private async findAgreement(partnerId: Id<'par'>): Promise<{ agreement: Agreement | undefined }> {
    const found = await this.agreements.loadOnce(partnerId, async () => ({
      agreement: await agreementOf(this.database.read, partnerId),
    }))
    return found ?? { agreement: undefined }
  }

  private async findHouse(): Promise<House> {
    const house = await this.houses.loadOnce('house', async () => {
      const newswire = await requireNewswire(this.database.read)
      const terms = await currentTerms(this.database.read)
      if (!terms)
        throw new Problem('conflict', { detail: 'No license terms are in force; run `wirecopy seed`.' })
      return { newswire, terms }
    })
    if (!house) throw new Error('The newswire was neither found nor missing')
    return house
  }
}
