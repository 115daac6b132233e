import type { FastifyReply } from 'fastify'
import { examples } from '../articles/examples.ts'
import { findNewswire } from '../articles/newswire.ts'
import { acceptInvitation, type Invitation, requireInvitation } from '../partners/onboarding/accepting.ts'
import { profile } from '../partners/partners.ts'
import type { Instant } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { pageSchema } from '../platform/http/page.ts'
import type { App } from '../platform/http/server.ts'
import type { Sealer } from '../platform/secrets/sealed.ts'
import { InvitationPage } from './invitation-pages.tsx'
import { linkedPage, sendLinkedPage, tokenParams } from './mail-links.ts'

interface Invitations {
  database: Database
  sealer: Sealer
  publicUrl: string
  now: () => Instant
}

/** Where an invited partner gets its first key, without signing in. */
export function invitationRoutes(app: App, invitations: Invitations): void {
  const { database, sealer, now } = invitations
  const schema = {
    params: tokenParams,
    response: {
      200: { content: { 'text/html': { schema: pageSchema(`Your key · ${examples.newswire.name}`) } } },
    },
  }
  app.get(
    '/invitations/:token',
    {
      config: linkedPage,
      schema: { ...schema, operationId: 'getInvitation', summary: 'What an invitation is for' },
    },
    async ({ params: { token } }, reply) =>
      show(invitations, reply, await requireInvitation(database.read, sealer, token, now()), token),
  )
  app.post(
    '/invitations/:token',
    {
      config: { ...linkedPage, problems: ['not-found', 'conflict'], takesForms: true },
      schema: {
        ...schema,
        operationId: 'acceptInvitation',
        summary: 'Make the key of an invitation, once',
        description: 'What the button of the page does. A body is not read.',
      },
    },
    async ({ params: { token } }, reply) =>
      show(invitations, reply, await database.write((tx) => acceptInvitation(tx, sealer, token)), token),
  )
}

async function show(
  { database, publicUrl }: Invitations,
  reply: FastifyReply,
  invitation: Invitation & { key?: string },
  token: string,
): Promise<FastifyReply> {
  const newswire = await findNewswire(database.read)
  const action = `/invitations/${token}`
  const { domains: hosts } = await profile(database.read, invitation.partner)
  const page = <InvitationPage {...{ newswire, invitation, hosts, action, publicUrl }} />
  return sendLinkedPage(reply, page)
}
