import { and, desc, eq, gt, lte } from 'drizzle-orm'
import { z } from 'zod'
import type { Actor } from '../../actor.ts'
import { findNewswire } from '../../articles/newswire.ts'
import { partners } from '../../partners/tables.ts'
import { dayMs, type Instant, minuteOf } from '../../platform/clock.ts'
import type { Queries, Tx } from '../../platform/database/database.ts'
import { sweep } from '../../platform/jobs/sweeping.ts'
import { mailKind } from '../../platform/mail/kinds.ts'
import { link, paragraph } from '../../platform/mail/letter.ts'
import { type Mail, sendMail } from '../../platform/mail/mails.ts'
import { mails as sentMails } from '../../platform/mail/tables.ts'
import { findMailOfToken, tokenPlace } from '../../platform/mail/tokens.ts'
import type { Sealer } from '../../platform/secrets/sealed.ts'
import { Problem } from '../../problems.ts'
import { answerableForDays } from '../linked-mails.ts'
import { type DrillReach, drillReach } from './addressees.ts'
import { type KillDrill, listDrills, presentDrill, startDrill } from './drills.ts'
import { type DrillReport, drillReport } from './report.ts'

const drillEveryDays = 90
// Who has just begun has other things to do.
const settlingDays = 30

/** By whom a drill is begun that a link begins: whoever reads the mails to the licensing contact. */
const byMail: Actor = { kind: 'system', name: 'licensing contact by mail' }

/** Brings the button that begins a drill to people who have no other. */
export const drillDueMail = {
  ...mailKind({
    kind: 'kill.drill-due',
    about: 'kill drills that are due',
    lane: 'default',
    canBeSwitchedOff: true,
    data: z.strictObject({ last: z.number().nullable() }),
    letter: ({ last }, { publicUrl }) => ({
      subject: 'Would a kill reach every partner? It is time for a drill',
      parts: [
        paragraph(
          'A killed story must come down everywhere within minutes. A drill shows whom a kill would not reach: it is sent to everybody that a kill would be sent to, says that it is none, and touches no story.',
        ),
        paragraph(last === null ? 'There was none so far.' : `The last one was on ${minuteOf(last)}.`),
        link(
          'See whom it would reach, and begin it (one button, no sign-in needed)',
          `${publicUrl}/begin-kill-drill/${tokenPlace}`,
        ),
        paragraph(
          `Choose an hour at which few people are at work: at night and on Sundays kills are missed. The link begins one drill, and is good for ${answerableForDays} days.`,
        ),
      ],
    }),
  }),
  tokenFor: 'begin a kill drill',
}

/** Reminds the licensing contact, where partners have been there for a while and none of them was drilled for long. */
export const drillReminder = sweep('kill-drill.remind', { cron: '30 11 * * *' }, async ({ database }) => {
  await database.write(remindWhereDue)
  return false
})

async function remindWhereDue(tx: Tx): Promise<void> {
  const [last] = await listDrills(tx, { limit: 1 })
  if (last && last.at > tx.now - drillEveryDays * dayMs) return
  const [partner] = await tx
    .select({ id: partners.id })
    .from(partners)
    .where(and(eq(partners.status, 'approved'), lte(partners.createdAt, tx.now - settlingDays * dayMs)))
    .limit(1)
  const newswire = partner && (await findNewswire(tx))
  if (newswire && !(await wasReminded(tx, newswire.licensingContact))) await mailDrillButton(tx)
}

async function wasReminded(tx: Tx, recipient: string): Promise<boolean> {
  const since = tx.now - answerableForDays * dayMs
  const [told] = await tx
    .select({ id: sentMails.id })
    .from(sentMails)
    .where(
      and(
        eq(sentMails.recipient, recipient),
        eq(sentMails.kind, drillDueMail.kind),
        gt(sentMails.createdAt, since),
      ),
    )
    .orderBy(desc(sentMails.id))
    .limit(1)
  return told !== undefined
}

/** Mails the button to the licensing contact. Throws `not-found` where there is no newswire yet. */
export async function mailDrillButton(tx: Tx): Promise<{ mail: Mail['id']; to: string }> {
  const newswire = await findNewswire(tx)
  if (!newswire) throw new Problem('not-found', { detail: 'There is no newswire yet: run `wirecopy seed`.' })
  const [last] = await listDrills(tx, { limit: 1 })
  const to = newswire.licensingContact
  const data = { last: last?.at ?? null }
  return { mail: await sendMail(tx, drillDueMail, { to: { email: to }, data }), to }
}

/** What the link of such a mail shows: whom a drill would reach, or what the one that it began has shown. */
export type DueDrill = { reach: DrillReach } | { report: DrillReport }

/** Throws `not-found` for a link that was altered, or has expired. */
export async function requireDueDrill(
  queries: Queries,
  sealer: Sealer,
  token: string,
  now: Instant,
): Promise<DueDrill> {
  const begun = await drillOf(queries, await requireDueMail(queries, sealer, token, now), now)
  return begun ? { report: await drillReport(queries, begun.id) } : { reach: await drillReach(queries, now) }
}

/** Begins the drill of such a link, once. */
export async function startDueDrill(tx: Tx, sealer: Sealer, token: string): Promise<DueDrill> {
  const mail = await requireDueMail(tx, sealer, token, tx.now)
  const drill = (await drillOf(tx, mail, tx.now)) ?? (await startDrill(tx, byMail, {}))
  return { report: await drillReport(tx, drill.id) }
}

/** The one that lasts, or the newest one since the mail. */
async function drillOf(queries: Queries, mail: Mail, now: Instant): Promise<KillDrill | undefined> {
  const [newest] = await listDrills(queries, { limit: 1 })
  return newest && newest.at >= mail.createdAt ? newest : presentDrill(queries, now)
}

async function requireDueMail(queries: Queries, sealer: Sealer, token: string, now: Instant): Promise<Mail> {
  const mail = await findMailOfToken(queries, sealer, drillDueMail.tokenFor, token)
  if (mail && mail.erasedAt === null && now < mail.createdAt + answerableForDays * dayMs) return mail
  throw new Problem('not-found', {
    detail: `This link was cut off on its way, or is older than ${answerableForDays} days. \`wirecopy drill ask\` mails another one.`,
  })
}
