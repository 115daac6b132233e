import { createTransport } from 'nodemailer'
import { closed, forNodemailer } from './composing.ts'
import type { Transport } from './transport.ts'

const connectTimeoutMs = 10_000
const silenceTimeoutMs = 30_000
const maxConnections = 8
const submissionPort = 587
const smtpsPort = 465

/** `smtp://` begins in clear and goes on under TLS where the relay offers it, `smtps://` begins under TLS. */
export function smtpTransport(text: string, domain: string): Transport {
  const { protocol, hostname, port, username, password } = new URL(text)
  const secure = protocol === 'smtps:'
  const host = hostname.replace(/^\[|\]$/g, '')
  const isHere = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host)
  const user = decodeURIComponent(username)
  const relay = createTransport({
    pool: true,
    maxConnections,
    host,
    port: Number(port) || (secure ? smtpsPort : submissionPort),
    secure,
    // A password never crosses a network in clear, whatever somebody on the way makes the relay say.
    requireTLS: user !== '' && !isHere,
    ...(user ? { auth: { user, pass: decodeURIComponent(password) } } : {}),
    name: domain,
    connectionTimeout: connectTimeoutMs,
    greetingTimeout: connectTimeoutMs,
    socketTimeout: silenceTimeoutMs,
    ...closed,
  })
  return {
    async send(message, signal) {
      await relay.sendMail({ ...forNodemailer(message), signal })
    },
    async verify() {
      await relay.verify()
    },
    close: () => relay.close(),
  }
}
