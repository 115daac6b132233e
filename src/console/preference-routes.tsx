import type { FastifyReply } from 'fastify'
import { examples } from '../articles/examples.ts'
import { findNewswire } from '../articles/newswire.ts'
import type { Database } from '../platform/database/database.ts'
import { pageSchema } from '../platform/http/page.ts'
import type { App } from '../platform/http/server.ts'
import { findMail, type Mail } from '../platform/mail/mails.ts'
import { isSwitchedOff, mailOfSwitchToken, switchOff, switchOn } from '../platform/mail/preferences.ts'
import type { Mailing } from '../platform/mail/sending.ts'
import { Problem } from '../problems.ts'
import { linkedPage, sendLinkedPage, tokenParams } from './mail-links.ts'
import { PreferencePage } from './preference-pages.tsx'

interface Preferences {
  database: Database
  mailing: Pick<Mailing, 'kinds' | 'sealer'>
}

/** Where mails that one can do without are switched off, without signing in (RFC 8058). */
export function preferenceRoutes(app: App, { database, mailing }: Preferences): void {
  const schema = {
    params: tokenParams,
    response: {
      200: {
        content: { 'text/html': { schema: pageSchema(`Mail preferences · ${examples.newswire.name}`) } },
      },
    },
  }
  const show = (reply: FastifyReply, mail: Mail, token: string) =>
    showPage(reply, { database, mailing }, mail, token)

  app.get(
    '/mail/preferences/:token',
    {
      config: linkedPage,
      schema: { ...schema, operationId: 'getMailPreference', summary: 'Whether mails of a kind are wanted' },
    },
    async ({ params: { token } }, reply) => show(reply, await mailOf(database, mailing, token), token),
  )
  app.post(
    '/mail/preferences/:token',
    {
      config: { ...linkedPage, takesForms: true },
      schema: {
        ...schema,
        operationId: 'switchMailsOff',
        summary: 'Get no more mails of a kind',
        description: 'What `List-Unsubscribe` of a mail names. A body is not read.',
      },
    },
    async ({ params: { token } }, reply) => {
      const mail = await mailOf(database, mailing, token)
      await database.write((tx) => switchOff(tx, mail))
      return show(reply, mail, token)
    },
  )
  app.post(
    '/mail/preferences/:token/restorations',
    {
      config: { ...linkedPage, takesForms: true },
      schema: { ...schema, operationId: 'switchMailsOn', summary: 'Get mails of a kind again' },
    },
    async ({ params: { token } }, reply) => {
      const mail = await mailOf(database, mailing, token)
      await database.write((tx) => switchOn(tx, mail))
      return show(reply, mail, token)
    },
  )
}

async function mailOf(
  database: Database,
  { kinds, sealer }: Preferences['mailing'],
  token: string,
): Promise<Mail> {
  const id = mailOfSwitchToken(sealer, token)
  const mail = id && (await findMail(database.read, id))
  const kind = mail && kinds.find((one) => one.kind === mail.kind)
  if (mail?.erasedAt === null && kind?.canBeSwitchedOff) return mail
  throw new Problem('not-found', {
    detail: 'This link was cut off or is too old, or its mail is one that nobody can do without.',
  })
}

async function showPage(
  reply: FastifyReply,
  { database, mailing }: Preferences,
  mail: Mail,
  token: string,
): Promise<FastifyReply> {
  const isOff = await isSwitchedOff(database.read, mail)
  const path = `/mail/preferences/${token}`
  const page = (
    <PreferencePage
      newswire={await findNewswire(database.read)}
      about={mailing.kinds.find(({ kind }) => kind === mail.kind)?.about ?? mail.kind}
      recipient={mail.recipient}
      isOff={isOff}
      action={isOff ? `${path}/restorations` : path}
    />
  )
  return sendLinkedPage(reply, page)
}
