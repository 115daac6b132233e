import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { examples } from '../articles/examples.ts'
import { findNewswire } from '../articles/newswire.ts'
import {
  acknowledgeByDigest,
  type LinkedCorrections,
  requireLinkedCorrections,
} from '../compliance/digest-answers.ts'
import type { Instant } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { asForm } from '../platform/http/form-body.ts'
import { pageSchema } from '../platform/http/page.ts'
import type { App } from '../platform/http/server.ts'
import { exampleId } from '../platform/ids.ts'
import type { Sealer } from '../platform/secrets/sealed.ts'
import { CorrectionsPage } from './correction-pages.tsx'
import { linkedPage, sendLinkedPage, tokenParams } from './mail-links.ts'

interface Corrections {
  database: Database
  sealer: Sealer
  now: () => Instant
}

const formSchema = asForm(
  z
    .record(z.string(), z.string())
    .describe('A field for each story that was published and is corrected, named by its id.')
    .meta({ examples: [{ [exampleId('art')]: 'corrected' }] }),
)

/** Where whoever gets the daily corrections answers them, without signing in. */
export function correctionPageRoutes(app: App, { database, sealer, now }: Corrections): void {
  const schema = {
    params: tokenParams,
    response: {
      200: { content: { 'text/html': { schema: pageSchema(`Corrections · ${examples.newswire.name}`) } } },
    },
  }
  app.get(
    '/corrections/:token',
    {
      config: linkedPage,
      schema: {
        ...schema,
        operationId: 'getLinkedCorrections',
        summary: 'What the link of a daily corrections mail is about',
      },
    },
    async ({ params: { token } }, reply) =>
      show(database, reply, token, await requireLinkedCorrections(database.read, sealer, token, now())),
  )
  app.post(
    '/corrections/:token',
    {
      config: linkedPage,
      schema: {
        ...schema,
        operationId: 'acknowledgeCorrections',
        summary: 'Answer the corrections of a day without signing in',
        description:
          'What the button of the page sends. Stories that it does not name count as never published.',
        body: formSchema,
      },
    },
    async ({ params: { token }, body }, reply) => {
      const published = new Set(Object.keys(body))
      const linked = await database.write((tx) => acknowledgeByDigest(tx, sealer, token, published))
      return show(database, reply, token, linked)
    },
  )
}

async function show(
  { read }: Database,
  reply: FastifyReply,
  token: string,
  linked: LinkedCorrections,
): Promise<FastifyReply> {
  const newswire = await findNewswire(read)
  const page = <CorrectionsPage newswire={newswire} linked={linked} action={`/corrections/${token}`} />
  return sendLinkedPage(reply, page)
}
