import type { FastifyReply } from 'fastify'
import { examples } from '../articles/examples.ts'
import { findNewswire } from '../articles/newswire.ts'
import { type ConfirmableAddress, confirmContact, requireConfirmable } from '../partners/confirming.ts'
import type { Instant } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { pageSchema } from '../platform/http/page.ts'
import type { App } from '../platform/http/server.ts'
import type { Sealer } from '../platform/secrets/sealed.ts'
import { ContactPage } from './confirmation-pages.tsx'
import { linkedPage, sendLinkedPage, tokenParams } from './mail-links.ts'

interface Confirmations {
  database: Database
  sealer: Sealer
  now: () => Instant
}

/** Where whoever reads mails to an address says so, without signing in. */
export function confirmationRoutes(app: App, { database, sealer, now }: Confirmations): void {
  const schema = {
    params: tokenParams,
    response: {
      200: {
        content: { 'text/html': { schema: pageSchema(`Confirm an address · ${examples.newswire.name}`) } },
      },
    },
  }
  app.get(
    '/contacts/confirmations/:token',
    {
      config: linkedPage,
      schema: { ...schema, operationId: 'getContactConfirmation', summary: 'What a link would confirm' },
    },
    async ({ params: { token } }, reply) =>
      show(database, reply, await requireConfirmable(database.read, sealer, token, now()), token),
  )
  app.post(
    '/contacts/confirmations/:token',
    {
      config: { ...linkedPage, takesForms: true },
      schema: {
        ...schema,
        operationId: 'confirmContact',
        summary: 'Confirm the address of a contact',
        description: 'What the button of the page does. A body is not read.',
      },
    },
    async ({ params: { token } }, reply) =>
      show(database, reply, await database.write((tx) => confirmContact(tx, sealer, token)), token),
  )
}

async function show(
  { read }: Database,
  reply: FastifyReply,
  address: ConfirmableAddress,
  token: string,
): Promise<FastifyReply> {
  const newswire = await findNewswire(read)
  const action = `/contacts/confirmations/${token}`
  const page = <ContactPage newswire={newswire} address={address} action={action} />
  return sendLinkedPage(reply, page)
}
