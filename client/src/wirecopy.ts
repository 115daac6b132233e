import { Articles } from './articles.ts'
import { Changes } from './changes.ts'
import { type Api, type ConnectionOptions, connect } from './connection.ts'
import { verify } from './webhooks.ts'

export type { components, operations, paths } from './api.ts'
export type {
  Acknowledgement,
  AcknowledgementInput,
  Article,
  ArticleList,
  ArticleQuery,
  Format,
} from './articles.ts'
export type { Change, ChangeType, ChangeWith } from './changes.ts'
export { CursorExpired, Problem, type ProblemDocument } from './problem.ts'
export { type WebhookEvent, type WebhookHeaders, WebhookRefused } from './webhooks.ts'

/** Wirecopy as a partner sees it. */
export class Wirecopy {
  readonly articles: Articles
  readonly changes: Changes
  /** Every other call, typed by its address: `api.GET('/v1/partner')`. */
  readonly api: Api

  constructor(options: ConnectionOptions) {
    this.api = connect(options)
    this.articles = new Articles(this.api)
    this.changes = new Changes(this.api)
  }
}

export const webhooks = { verify }
