import type { components, operations } from './api.ts'
import { type Api, held } from './connection.ts'
import { Problem } from './problem.ts'

export type Article = components['schemas']['Article']
export type ArticleList = components['schemas']['ArticleList']
export type ArticleQuery = NonNullable<operations['listArticles']['parameters']['query']>
export type Acknowledgement = components['schemas']['Acknowledgement']
export type AcknowledgementInput = components['schemas']['AcknowledgementInput']
export type Format = NonNullable<NonNullable<operations['getArticle']['parameters']['query']>['format']>

/** Formats that are objects of another standard than ours. */
export type ObjectFormat = 'ninjs' | 'ninjs-2.2' | 'ninjs-1.6' | 'jsonld'
/** Formats that are a text, or XML. */
export type TextFormat = Exclude<Format, ObjectFormat | 'json'>
export type JsonObject = Record<string, unknown>

interface Asking {
  signal?: AbortSignal | null | undefined
}

// A story that you never had, and one that asks nothing of you, or no longer what you answer to.
const asksNothing = ['article-not-found', 'conflict']

const objectFormats: Format[] = ['json', 'ninjs', 'ninjs-2.2', 'ninjs-1.6', 'jsonld']

/** The stories that you may have. */
export class Articles {
  readonly #api: Api

  constructor(api: Api) {
    this.#api = api
  }

  /** A page, the newest first; `next` is the `cursor` of the one behind it. */
  async list(query: ArticleQuery = {}, { signal = null }: Asking = {}): Promise<ArticleList> {
    return held(await this.#api.GET('/v1/articles', { params: { query }, signal }))
  }

  /** One story, with what must be printed with it. Your license for it is recorded. */
  get(id: string, options?: Asking & { format?: 'json' }): Promise<Article>
  get(id: string, options: Asking & { format: ObjectFormat }): Promise<JsonObject>
  get(id: string, options: Asking & { format: TextFormat }): Promise<string>
  get(id: string, options: Asking & { format: Format }): Promise<Article | JsonObject | string>
  async get(
    id: string,
    { format = 'json', signal = null }: Asking & { format?: Format } = {},
  ): Promise<Article | JsonObject | string> {
    const params = { path: { id }, query: { format } }
    const text: string = held(await this.#api.GET('/v1/articles/{id}', { params, parseAs: 'text', signal }))
    return objectFormats.includes(format) ? JSON.parse(text) : text
  }

  /**
   * Says what you did about the newest kill, withdrawal or correction of a story that you were served. Undefined
   * where there is nothing to answer: changes tell of every kill, also of a story that you never fetched (404), or
   * first fetched as it was corrected (409).
   */
  async acknowledge(
    id: string,
    body: AcknowledgementInput,
    { signal = null }: Asking = {},
  ): Promise<Acknowledgement | undefined> {
    const asked = { params: { path: { id } }, body, signal }
    try {
      return held(await this.#api.POST('/v1/articles/{id}/acknowledgements', asked))
    } catch (error) {
      if (error instanceof Problem && asksNothing.includes(error.slug)) return undefined
      throw error
    }
  }
}
