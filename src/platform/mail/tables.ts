import { id, index, instant, integer, json, oneOf, primaryKey, table, text } from '../database/columns.ts'

/** `handed_to_relay` is all that sending can know; `suppressed` is what its recipient has switched off. */
export const mailStatuses = ['queued', 'handed_to_relay', 'bounced', 'failed', 'suppressed'] as const

/** Every mail, to one recipient each. */
export const mails = table(
  'mails',
  {
    id: id<'mai'>().primaryKey(),
    kind: text().notNull(),
    /** The id of what it is about: an article, a partner. */
    aboutId: text(),
    /** The id of the partner that it is for; absent for people of the newswire. */
    addresseeId: text(),
    /** Empty once it was erased. */
    recipient: text().notNull(),
    recipientName: text(),
    /** What its kind writes it of. */
    data: json<unknown>().notNull(),
    /** These are there once it was written, which is when it is first sent. */
    subject: text(),
    text: text(),
    html: text(),
    messageId: text(),
    status: oneOf(mailStatuses).notNull(),
    createdAt: instant().notNull(),
    handedOverAt: instant(),
    bouncedAt: instant(),
    attempts: integer().notNull(),
    lastError: text(),
    resentFrom: id<'mai'>(),
    /** Since when nothing is known of what it said and whom it went to. */
    erasedAt: instant(),
  },
  (t) => [
    index('mails_about').on(t.aboutId, t.addresseeId),
    index('mails_addressee').on(t.addresseeId, t.id),
    index('mails_kind').on(t.addresseeId, t.kind, t.createdAt),
    index('mails_recipient').on(t.recipient, t.id),
    index('mails_status').on(t.status, t.id),
    index('mails_erased').on(t.erasedAt, t.createdAt),
  ],
)

/** Which kinds of mail an address wants none of. Addresses are in lower case here and below. */
export const mailRefusals = table(
  'mail_refusals',
  { address: text().notNull(), kind: text().notNull(), at: instant().notNull() },
  (t) => [primaryKey({ columns: [t.address, t.kind] })],
)

/** Addresses whose mails come back. */
export const mailBounces = table('mail_bounces', {
  address: text().primaryKey(),
  since: instant().notNull(),
  detail: text(),
})
