import type { FastifyReply } from 'fastify'
import { examples } from '../articles/examples.ts'
import { findNewswire } from '../articles/newswire.ts'
import { answerDrillByMail, type LinkedDrill, requireLinkedDrill } from '../compliance/drills/answering.ts'
import type { Instant } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { pageSchema } from '../platform/http/page.ts'
import type { App } from '../platform/http/server.ts'
import type { Sealer } from '../platform/secrets/sealed.ts'
import { DrillPage } from './drill-pages.tsx'
import { linkedPage, sendLinkedPage, tokenParams } from './mail-links.ts'

interface Drills {
  database: Database
  sealer: Sealer
  now: () => Instant
}

/** Where whoever gets the mail of a drill says so, without signing in. */
export function drillPageRoutes(app: App, { database, sealer, now }: Drills): void {
  const schema = {
    params: tokenParams,
    response: {
      200: { content: { 'text/html': { schema: pageSchema(`Kill drill · ${examples.newswire.name}`) } } },
    },
  }
  app.get(
    '/kill-drills/:token',
    {
      config: linkedPage,
      schema: { ...schema, operationId: 'getLinkedDrill', summary: 'What the link of a drill mail is for' },
    },
    async ({ params: { token } }, reply) =>
      show(database, reply, await requireLinkedDrill(database.read, sealer, token, now()), token),
  )
  app.post(
    '/kill-drills/:token',
    {
      config: { ...linkedPage, takesForms: true },
      schema: {
        ...schema,
        operationId: 'answerLinkedDrill',
        summary: 'Say that a drill has arrived',
        description: 'What the button of the page does. A body is not read.',
      },
    },
    async ({ params: { token } }, reply) =>
      show(database, reply, await database.write((tx) => answerDrillByMail(tx, sealer, token)), token),
  )
}

async function show(
  { read }: Database,
  reply: FastifyReply,
  linked: LinkedDrill,
  token: string,
): Promise<FastifyReply> {
  const newswire = await findNewswire(read)
  const page = <DrillPage newswire={newswire} linked={linked} action={`/kill-drills/${token}`} />
  return sendLinkedPage(reply, page)
}
