import { errorLine } from '../log.ts'

const firstPermanent = 550
const lastPermanent = 559
const maxLine = 300
// Mended by whoever runs the server, or by time, not by giving up: a relay that wants a password or will not
// pass mail on, with or without an enhanced code (RFC 3463), and a mailbox that is full.
const passing = /\b5\.(?:7\.\d+|2\.2)\b|\brelay|\bauthenti/i
const addresses = /[^\s<>"'(),;:]+@[^\s<>"'(),;:]+/g

/** A mail that no relay need be asked about. */
export class Undeliverable extends Error {
  override readonly name = 'Undeliverable'
}

/**
 * What a failure to hand a mail over means: the relay refused its recipient or the mail itself for good, or
 * it may work later. Codes and commands are nodemailer's, over those of RFC 5321.
 */
export function verdictOn(error: unknown): 'recipient' | 'message' | 'later' {
  if (!(error instanceof Error)) return 'later'
  if (error instanceof Undeliverable) return 'message'
  const code: unknown = Reflect.get(error, 'responseCode')
  const isPermanent = typeof code === 'number' && code >= firstPermanent && code <= lastPermanent
  if (!isPermanent) return 'later'
  if (Reflect.get(error, 'code') === 'EMESSAGE') return 'message'
  return Reflect.get(error, 'command') === 'RCPT TO' && !passing.test(error.message) ? 'recipient' : 'later'
}

/** A line about a failure that may be kept and logged: relays like to repeat addresses. */
export function failureLine(error: unknown): string {
  return withoutAddresses(errorLine(error))
}

/** One line in which no address stands. */
export function withoutAddresses(text: string): string {
  return text.replace(/\s+/g, ' ').replace(addresses, '…').slice(0, maxLine).toWellFormed()
}
