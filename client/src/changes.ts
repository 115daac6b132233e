import type { components, operations } from './api.ts'
import type { Article, Format, JsonObject, ObjectFormat, TextFormat } from './articles.ts'
import { type Api, held } from './connection.ts'
import { type Persistence, persistently } from './retrying.ts'

export type Change = components['schemas']['Change']
export type ChangeType = Change['type']

/** A change with its story as it is now; null where there is none for you, as after a change of the terms. */
export type ChangeWith<Document> = Omit<Change, 'document'> & { document: Document | null }

const waitS = 30

interface Following extends Persistence {
  /** The cursor of the last change that you are done with; `now`; or nothing, for the whole log. */
  after?: string | undefined
  /** Only these. */
  types?: readonly ChangeType[] | undefined
}

/** What happens to stories, in its order. */
export class Changes {
  readonly #api: Api

  constructor(api: Api) {
    this.#api = api
  }

  /** The cursor of this moment: what happens from now on comes after it. */
  async now({ signal }: Pick<Persistence, 'signal'> = {}): Promise<string> {
    const { cursor } = await this.#page({ after: 'now' }, signal)
    return cursor
  }

  /**
   * Tells every change, and waits for the next one until `signal` is aborted. Store the `cursor` of a change when
   * you are done with it, and go on after it the next time. Whatever will pass is tried again, after as long as the
   * server wants; what will not is thrown: a `Problem`, and `CursorExpired` after a restore of the server. With a
   * `format` each change carries its story as `document`.
   */
  follow(options?: Following & { format?: undefined }): AsyncGenerator<Change, void>
  follow(options: Following & { format: 'json' }): AsyncGenerator<ChangeWith<Article>, void>
  follow(options: Following & { format: ObjectFormat }): AsyncGenerator<ChangeWith<JsonObject>, void>
  follow(options: Following & { format: TextFormat }): AsyncGenerator<ChangeWith<string>, void>
  follow(
    options: Following & { format: Format },
  ): AsyncGenerator<ChangeWith<Article | JsonObject | string>, void>
  async *follow({
    after,
    types,
    format,
    ...persistence
  }: Following & { format?: Format | undefined } = {}): AsyncGenerator<Change, void> {
    const { signal } = persistence
    const carrying = format ? ({ include: 'article', format } as const) : {}
    for (let cursor = after; !signal?.aborted; ) {
      const query = { wait: waitS, ...carrying, ...(cursor === undefined ? {} : { after: cursor }) }
      const page = await persistently(() => this.#page(query, signal), persistence)
      if (!page) return
      for (const change of page.items) {
        if (!types || types.includes(change.type)) yield change
        if (signal?.aborted) return
      }
      cursor = page.cursor
    }
  }

  async #page(query: ChangesQuery, signal: AbortSignal | null = null) {
    return held(await this.#api.GET('/v1/changes', { params: { query }, signal }))
  }
}

type ChangesQuery = NonNullable<operations['listChanges']['parameters']['query']>
