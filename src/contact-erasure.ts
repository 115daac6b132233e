import { count, eq } from 'drizzle-orm'
import type { Actor } from './actor.ts'
import { eraseAnswerNotes } from './compliance/erasing.ts'
import { eraseEndpointNames } from './delivery/webhooks/erasing.ts'
import { scheduleRewriting } from './file-rewriting.ts'
import { eraseSigners, signedAgreements, signersKeptUntil, wordsOf } from './licensing/signers.ts'
import { grants } from './licensing/tables.ts'
import { eraseApplicants } from './partners/applications/erasing.ts'
import { isOver } from './partners/decisions.ts'
import { eraseDocuments } from './partners/documents/erasing.ts'
import type { ContactErasing, ContactErasure, ErasureWish } from './partners/erasure.ts'
import { type Partner, requirePartner } from './partners/partners.ts'
import {
  addressesOfNobody,
  type Erasing,
  eraseKeyNames,
  eraseNotes,
  type Gone,
  goneAmong,
  replaceContacts,
} from './partners/people.ts'
import { audit, eraseAsides, wordsInTheLog } from './platform/audit/audit.ts'
import { toRfc3339 } from './platform/clock.ts'
import type { Queries, Tx } from './platform/database/database.ts'
import { invalidate } from './platform/database/invalidations.ts'
import { forgetAnswers } from './platform/http/answer-pruning.ts'
import type { Id } from './platform/ids.ts'
import { forgetJobs } from './platform/jobs/pruning.ts'
import { forgetAddresses } from './platform/mail/bounces.ts'
import { eraseMailsOf, recipientsOf } from './platform/mail/erasing.ts'
import { readRetention } from './platform/settings/retention.ts'
import { invalid, Problem } from './problems.ts'

// What is shorter names nobody.
const shortestWord = 3

/** What every room keeps of a partner's people. A preview does it all, too, and takes it back. */
export const contactErasing: ContactErasing = {
  erase: eraseContacts,
  async foretell(database, actor, id, wish) {
    const takenBack: { foretold?: ContactErasure } = {}
    await database
      .write(async (tx) => {
        takenBack.foretold = await eraseContacts(tx, actor, id, wish)
        throw takenBack
      })
      .catch((error: unknown) => {
        if (error !== takenBack) throw error
      })
    if (!takenBack.foretold) throw new Error('A preview of an erasure was carried out')
    return { ...takenBack.foretold, filesRewrittenAt: null }
  },
}

async function eraseContacts(
  tx: Tx,
  actor: Actor,
  id: Id<'par'>,
  { reason, contacts: others = [] }: ErasureWish,
): Promise<ContactErasure> {
  const partner = await requirePartner(tx, id)
  requireSuccessors(partner, others.length > 0)
  const mailed = await recipientsOf(tx, id)
  const contacts = await replaceContacts(tx, id, others)
  const gone = goneAmong([...contacts, ...mailed], others)
  const names = coverOf(gone)
  if (names(reason)) throw invalid('reason', 'names somebody who is erased; say why without a name')

  const { words, kept, ...signed } = await settleSigners(tx, actor, partner)
  const covers = isOver(partner.status) ? () => true : names
  const elsewhere = await eraseElsewhere(tx, actor, { partner, covers }, gone, words)
  const erased = { contacts: contacts.length, ...signed, ...elsewhere }
  await audit(tx, actor, 'partner.erase-contacts', id, { erased }, { about: id, words: { reason } })
  await invalidate(tx, id)
  return {
    partnerId: id,
    status: partner.status,
    erased: [
      ...(['contacts', 'signers', 'documents', 'mails', 'bounces', 'preferences'] as const),
      ...(['notes', 'keyNames', 'endpointNames', 'applications', 'auditWords', 'answers', 'jobs'] as const),
    ].map((what) => ({ what, count: erased[what] })),
    kept,
    warnings: await warningsOn(tx, partner),
    filesRewrittenAt: toRfc3339(await scheduleRewriting(tx)),
  }
}

// Kills must reach somebody for as long as a partner is one.
function requireSuccessors({ id, status }: Partner, given: boolean): void {
  if (given !== isOver(status)) return
  throw new Problem('conflict', {
    detail: given
      ? `${id} is ${status}; nobody takes the place of its contacts. Leave \`contacts\` out.`
      : `${id} is ${status}, so kills must reach somebody: give all its contacts from now on in \`contacts\`, or end the partnership first.`,
  })
}

/** Whether a text names one of these people. */
function coverOf(gone: Gone): (text: string) => boolean {
  const words = wordsLong(gone).map((word) => word.toLowerCase())
  return (text) => words.some((word) => text.toLowerCase().includes(word))
}

function wordsLong({ addresses, names }: Gone): string[] {
  return [...addresses, ...names].filter((word) => word.length >= shortestWord)
}

async function settleSigners(tx: Tx, actor: Actor, partner: Partner) {
  const { signerYears } = await readRetention(tx)
  const signed = await signedAgreements(tx, partner.id)
  const until = signersKeptUntil(partner, signerYears)
  const isDue = until !== null && until <= tx.now
  if (isDue)
    await eraseSigners(
      tx,
      signed.map(({ id }) => id),
    )
  const years =
    signerYears === null ? 'for ever' : `until ${signerYears} years after the end of the partnership`
  const because = `Who signed, and the paper itself, is kept ${years}.`
  // While the partnership lasts somebody has to look through its papers.
  const papers = isOver(partner.status)
    ? await eraseDocuments(tx, actor, partner.id, { signed: isDue })
    : { removed: 0, kept: [] }
  const keptUntil = until === null ? null : toRfc3339(until)
  return {
    signers: isDue ? signed.length : 0,
    documents: papers.removed,
    kept: [...(isDue ? [] : signed), ...papers.kept].map(({ id }) => ({
      what: id,
      until: keptUntil,
      because,
    })),
    words: signed.flatMap(wordsOf),
  }
}

async function eraseElsewhere(
  tx: Tx,
  actor: Actor,
  erasing: Erasing,
  gone: Gone,
  signers: readonly string[],
) {
  const { id, status } = erasing.partner
  const { addresses, names } = gone
  const ofNobody = await addressesOfNobody(tx, addresses)
  const naming = isOver(status) ? undefined : { addresses, words: wordsLong(gone) }
  const mailed = { naming, ofNobody }
  const mails = await eraseMailsOf(tx, id, mailed)
  const notes = await eraseNotes(tx, erasing)
  const words = [...addresses, ...names, ...notes, ...signers]
  return {
    mails,
    ...(await forgetAddresses(tx, ofNobody)),
    notes: notes.length + (await eraseAnswerNotes(tx, id, erasing.covers)),
    keyNames: await eraseKeyNames(tx, erasing),
    endpointNames: await eraseEndpointNames(tx, id, erasing.covers),
    applications: await eraseApplicants(tx, id, coverOf(gone)),
    answers: await forgetAnswers(tx, [...words, id]),
    jobs: await forgetJobs(tx, words),
    auditWords: await eraseAsides(tx, actor, id, (said) => erasing.covers(JSON.stringify(said))),
  }
}

async function warningsOn(queries: Queries, { id, status }: Partner): Promise<string[]> {
  const [held] = await queries
    .select({ grants: count() })
    .from(grants)
    .where(eq(grants.partnerId, id))
    .limit(1)
  const licenses = held?.grants ?? 0
  const inTheLog = await wordsInTheLog(queries, id)
  return [
    ...(isOver(status) && licenses > 0
      ? [`It holds ${licenses} licenses; nobody is mailed any more when one of their stories is killed.`]
      : []),
    ...(inTheLog > 0
      ? [
          `${inTheLog} entries that an earlier release wrote have reasons or notes within the audit log, where they stay.`,
        ]
      : []),
    ...(isOver(status) ? [] : ['Its papers stay; look through them: `wirecopy partner documents`.']),
    'Copies that were made before still hold it all: backups, exports, archives of the log of PostgreSQL.',
  ]
}
