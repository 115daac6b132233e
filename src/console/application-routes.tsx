import type { FastifyReply } from 'fastify'
import { examples } from '../articles/examples.ts'
import { findNewswire } from '../articles/newswire.ts'
import type { Application } from '../partners/applications/applications.ts'
import { confirmApplication, requireConfirmableApplication } from '../partners/applications/confirming.ts'
import type { ApplicationRules } from '../partners/applications/rules.ts'
import type { Instant } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { pageSchema } from '../platform/http/page.ts'
import type { App } from '../platform/http/server.ts'
import type { Sealer } from '../platform/secrets/sealed.ts'
import { ApplicationPage } from './application-pages.tsx'
import { linkedPage, sendLinkedPage, tokenParams } from './mail-links.ts'

interface Confirmations {
  database: Database
  rules: ApplicationRules
  sealer: Sealer
  now: () => Instant
}

/** Where an application is confirmed by whom it names. */
export function applicationPageRoutes(app: App, { database, rules, sealer, now }: Confirmations): void {
  const schema = {
    params: tokenParams,
    response: {
      200: {
        content: {
          'text/html': { schema: pageSchema(`Confirm an application · ${examples.newswire.name}`) },
        },
      },
    },
  }
  app.get(
    '/applications/confirmations/:token',
    {
      config: linkedPage,
      schema: { ...schema, operationId: 'getApplicationConfirmation', summary: 'What a link would confirm' },
    },
    async ({ params: { token } }, reply) =>
      show(database, reply, await requireConfirmableApplication(database.read, sealer, token, now()), token),
  )
  app.post(
    '/applications/confirmations/:token',
    {
      config: { ...linkedPage, takesForms: true },
      schema: {
        ...schema,
        operationId: 'confirmApplication',
        summary: 'Confirm an application, so that it is looked at',
        description: 'What the button of the page does. A body is not read.',
      },
    },
    async ({ params: { token } }, reply) => {
      const confirmed = await database.write((tx) => confirmApplication(tx, rules, sealer, token))
      return show(database, reply, confirmed, token)
    },
  )
}

async function show(
  { read }: Database,
  reply: FastifyReply,
  application: Application,
  token: string,
): Promise<FastifyReply> {
  const action = `/applications/confirmations/${token}`
  const page = (
    <ApplicationPage newswire={await findNewswire(read)} application={application} action={action} />
  )
  return sendLinkedPage(reply, page)
}
