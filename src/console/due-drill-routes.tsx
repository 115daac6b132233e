import type { FastifyReply } from 'fastify'
import { examples } from '../articles/examples.ts'
import { findNewswire } from '../articles/newswire.ts'
import { type DueDrill, requireDueDrill, startDueDrill } from '../compliance/drills/due.ts'
import type { Instant } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { pageSchema } from '../platform/http/page.ts'
import type { App } from '../platform/http/server.ts'
import type { Sealer } from '../platform/secrets/sealed.ts'
import { DueDrillPage } from './due-drill-pages.tsx'
import { linkedPage, sendLinkedPage, tokenParams } from './mail-links.ts'

interface Drills {
  database: Database
  sealer: Sealer
  now: () => Instant
}

/** Where the licensing contact begins a drill, and sees what it shows, without signing in. */
export function dueDrillPageRoutes(app: App, { database, sealer, now }: Drills): void {
  const schema = {
    params: tokenParams,
    response: {
      200: { content: { 'text/html': { schema: pageSchema(`Kill drill · ${examples.newswire.name}`) } } },
    },
  }
  app.get(
    '/begin-kill-drill/:token',
    {
      config: linkedPage,
      schema: {
        ...schema,
        operationId: 'getDueKillDrill',
        summary: 'Whom a drill would reach, or what the one that the link began has shown',
      },
    },
    async ({ params: { token } }, reply) =>
      show(database, reply, await requireDueDrill(database.read, sealer, token, now()), token),
  )
  app.post(
    '/begin-kill-drill/:token',
    {
      config: { ...linkedPage, takesForms: true },
      schema: {
        ...schema,
        operationId: 'startDueKillDrill',
        summary: 'Begin the kill drill of a link, once',
        description: 'What the button of the page does. A body is not read.',
      },
    },
    async ({ params: { token } }, reply) =>
      show(database, reply, await database.write((tx) => startDueDrill(tx, sealer, token)), token),
  )
}

async function show(
  { read }: Database,
  reply: FastifyReply,
  due: DueDrill,
  token: string,
): Promise<FastifyReply> {
  const newswire = await findNewswire(read)
  const page = <DueDrillPage newswire={newswire} due={due} action={`/begin-kill-drill/${token}`} />
  return sendLinkedPage(reply, page)
}
