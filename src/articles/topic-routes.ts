import { listSchema } from '../platform/http/paging.ts'
import type { App } from '../platform/http/server.ts'
import { topicSchema } from './subjects-schema.ts'
import { knownTopics } from './topics.ts'

/** What stories can be about. */
export function topicRoutes(app: App): void {
  app.get(
    '/v1/topics',
    {
      config: { access: { by: 'public' }, tag: 'Articles' },
      schema: {
        operationId: 'listTopics',
        summary: 'The broader topics with their names',
        description:
          'The two upper levels of the IPTC Media Topics (© IPTC, CC BY 4.0); stories may have narrower ones as well.',
        response: { 200: listSchema(topicSchema) },
      },
    },
    async () => ({ items: knownTopics(), next: null }),
  )
}
