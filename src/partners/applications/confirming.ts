import type { Instant } from '../../platform/clock.ts'
import { dayMs } from '../../platform/clock.ts'
import type { Queries, Tx } from '../../platform/database/database.ts'
import { isId } from '../../platform/ids.ts'
import type { Mail } from '../../platform/mail/mails.ts'
import { findMailOfToken } from '../../platform/mail/tokens.ts'
import type { Sealer } from '../../platform/secrets/sealed.ts'
import { Problem } from '../../problems.ts'
import { type Application, applicant, findApplication } from './applications.ts'
import { join } from './joining.ts'
import { confirmMail } from './mails.ts'
import type { ApplicationRules } from './rules.ts'

const goodForMs = 7 * dayMs

/**
 * The application that a link in a mail is for. Throws `not-found` for a link that was altered, has expired, or
 * is for something else than is applied with now.
 */
export async function requireConfirmableApplication(
  queries: Queries,
  sealer: Sealer,
  token: string,
  now: Instant,
): Promise<Application> {
  const mail = await findMailOfToken(queries, sealer, confirmMail.tokenFor, token)
  const application = mail && (await applicationOf(queries, mail))
  if (application && (application.confirmedAt !== null || isOpen(application, mail, now))) return application
  throw new Problem('not-found', {
    detail:
      'This link was cut off, has expired, or the application was changed since. Use the newest one, or apply again.',
  })
}

/** Confirms an application, which makes a partner of it that is vetted. Doing it again changes nothing. */
export async function confirmApplication(
  tx: Tx,
  rules: ApplicationRules,
  sealer: Sealer,
  token: string,
): Promise<Application> {
  const application = await requireConfirmableApplication(tx, sealer, token, tx.now)
  if (application.confirmedAt !== null) return application
  return join(tx, applicant, rules, application, { isConfirmed: true })
}

async function applicationOf(queries: Queries, { aboutId }: Mail): Promise<Application | undefined> {
  return aboutId !== null && isId('apl', aboutId) ? findApplication(queries, aboutId) : undefined
}

// A link confirms what was applied with when it was sent, so that nothing is slipped in behind it.
function isOpen({ status, version }: Application, mail: Mail, now: Instant): boolean {
  const { data } = confirmMail.data.safeParse(mail.data)
  return status === 'unconfirmed' && data?.version === version && now < mail.createdAt + goodForMs
}
