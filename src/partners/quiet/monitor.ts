import { and, asc, eq, gt, inArray, isNotNull, isNull, max, ne } from 'drizzle-orm'
import type { Instant } from '../../platform/clock.ts'
import type { Tx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import { sweep } from '../../platform/jobs/sweeping.ts'
import { sendMail } from '../../platform/mail/mails.ts'
import { readSettings } from '../../platform/settings/settings.ts'
import { contactsOf, recipientsAmong } from '../contacts.ts'
import { apiKeys, partners } from '../tables.ts'
import { askNoLonger, askOf, askOfNoStrangers } from './asking.ts'
import { quietMail } from './mail.ts'
import { firstHeard, heardAgain, quietFrom, type Rhythm } from './rhythm.ts'
import { quietSettings } from './settings.ts'
import { rhythms } from './tables.ts'

const lookEveryMs = 60 * 60 * 1_000
const partnersPerWrite = 200

type Row = typeof rhythms.$inferSelect

interface Heard {
  partnerId: Id<'par'>
  name: string
  heardAt: Instant
}

/** Listens once an hour to who calls, by what is known of its keys: no call waits for it. */
export const quietMonitor = sweep('feeds.listen', { everyMs: lookEveryMs }, async ({ database, signal }) => {
  const { value } = await readSettings(database.read, quietSettings)
  for (let after: Id<'par'> | undefined; value.afterHours !== null; ) {
    signal.throwIfAborted()
    const last = await database.write((tx) => listen(tx, value.afterHours ?? 0, after))
    if (last === undefined) break
    after = last
  }
  await database.write(askOfNoStrangers)
  return false
})

/** Listens to a page of partners; returns the last one while there may be more. */
async function listen(
  tx: Tx,
  afterHours: number,
  after: Id<'par'> | undefined,
): Promise<Id<'par'> | undefined> {
  const heard = await heardAfter(tx, after)
  const ids = heard.map(({ partnerId }) => partnerId)
  const known = await tx.select().from(rhythms).where(inArray(rhythms.partnerId, ids)).limit(partnersPerWrite)
  const quiet: Heard[] = []
  const back: Id<'par'>[] = []
  for (const one of heard) {
    const before = known.find(({ partnerId }) => partnerId === one.partnerId)
    const next = nextRow(one, before, { afterHours, now: tx.now })
    if (next === before) continue
    await tx.insert(rhythms).values(next).onConflictDoUpdate({ target: rhythms.partnerId, set: next })
    if (next.quietAt !== null && before?.quietAt === null) quiet.push(one)
    if (next.quietAt === null && before && before.quietAt !== null) back.push(one.partnerId)
  }
  await tell(tx, quiet)
  await askNoLonger(tx, back)
  return heard.length < partnersPerWrite ? undefined : ids.at(-1)
}

// A key that was revoked tells nothing; one that expired may be why its partner is quiet.
async function heardAfter(tx: Tx, after: Id<'par'> | undefined): Promise<Heard[]> {
  const rows = await tx
    .select({ partnerId: partners.id, name: partners.name, heardAt: max(apiKeys.lastUsedAt) })
    .from(partners)
    .innerJoin(apiKeys, eq(apiKeys.partnerId, partners.id))
    .where(
      and(
        eq(partners.status, 'approved'),
        ne(apiKeys.kind, 'test'),
        isNull(apiKeys.revokedAt),
        isNotNull(apiKeys.lastUsedAt),
        after && gt(partners.id, after),
      ),
    )
    .groupBy(partners.id)
    .orderBy(asc(partners.id))
    .limit(partnersPerWrite)
  return rows.flatMap(({ heardAt, ...row }) => (heardAt === null ? [] : [{ ...row, heardAt }]))
}

function nextRow(
  { partnerId, heardAt }: Heard,
  before: Row | undefined,
  { afterHours, now }: { afterHours: number; now: Instant },
): Row {
  if (!before) return { partnerId, ...firstHeard(heardAt), quietAt: null }
  const isNews = heardAt > before.heardAt
  const rhythm: Rhythm = isNews ? heardAgain(before, heardAt) : before
  const from = quietFrom(rhythm, afterHours)
  const isQuiet = from !== undefined && from <= now
  if (!isNews && isQuiet === (before.quietAt !== null)) return before
  return { ...before, ...rhythm, quietAt: isQuiet ? (before.quietAt ?? now) : null }
}

async function tell(tx: Tx, quiet: readonly Heard[]): Promise<void> {
  const contacts = await contactsOf(
    tx,
    quiet.map(({ partnerId }) => partnerId),
  )
  for (const { partnerId, name, heardAt } of quiet) {
    await askOf(tx, { partnerId, heardAt })
    const theirs = contacts.filter((contact) => contact.partnerId === partnerId)
    for (const to of recipientsAmong(theirs, ['technical']))
      await sendMail(tx, quietMail, {
        ...{ to, data: { name, heardAt } },
        ...{ aboutId: partnerId, addresseeId: partnerId },
      })
  }
}
