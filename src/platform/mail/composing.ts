import type { Address } from './address.ts'
import type { Message } from './transport.ts'

/** What a mail is made of stands in the message itself, and nowhere else. */
export const closed = { disableFileAccess: true, disableUrlAccess: true } as const

/** A message as nodemailer takes it. */
export function forNodemailer(message: Message) {
  const { from, to, replyTo, messageId, date, subject, text, html, headers } = message
  return {
    ...{ from: mailbox(from), to: mailbox(to), replyTo: mailbox(replyTo) },
    ...{ messageId, date, subject, text, html, headers },
  }
}

function mailbox({ name = '', address }: Address) {
  return { name, address }
}
