import type { Config } from '../config.ts'
import { FetchFailed } from '../platform/fetch/fetch-failed.ts'
import { type ResolveTxt, systemTxt, txtRecords } from '../platform/fetch/txt-records.ts'
import { domainOf } from '../platform/mail/address.ts'
import { failureLine } from '../platform/mail/smtp-failure.ts'
import { transportFor } from '../platform/mail/transport.ts'
import type { Examination } from './examinations.ts'
import { quietLog } from './on-database.ts'
import { Ailment } from './refusal.ts'
import type { Terminal } from './terminal.ts'

/** Whether mails leave this machine, and whether those who get them can tell that they are ours. */
export function mailExaminations({ mail, production }: Config, terminal: Terminal): Examination[] {
  if (mail.transport !== 'smtp') {
    return [{ check: 'mail', examine: () => examineNoRelay(mail.transport, production) }]
  }
  const domain = domainOf(mail.from)
  const resolveTxt = terminal.resolveTxt ?? systemTxt
  return [
    { check: 'mail', examine: () => examineRelay(mail, terminal) },
    { check: 'SPF', examine: () => examineSpf(domain, resolveTxt) },
    { check: 'DKIM', examine: () => examineDkim(domain, mail.dkimSelector, resolveTxt) },
    { check: 'DMARC', examine: () => examineDmarc(domain, resolveTxt) },
  ]
}

function examineNoRelay(transport: string, production: boolean): string {
  if (!production) return `MAIL_TRANSPORT is ${transport}, not in production`
  throw new Ailment(
    `nobody is mailed, not even of a kill: MAIL_TRANSPORT is ${transport}`,
    'set SMTP_URL and MAIL_FROM',
  )
}

async function examineRelay(mail: Config['mail'], terminal: Terminal): Promise<string> {
  const relay = transportFor(mail, quietLog(terminal))
  try {
    await relay.verify()
    return 'the relay answers and lets us in; wirecopy mail test shows whether mail arrives'
  } catch (error) {
    throw new Ailment(`the relay takes nothing: ${failureLine(error)}`, 'mend SMTP_URL, or the relay')
  } finally {
    relay.close()
  }
}

async function examineSpf(domain: string, resolveTxt: ResolveTxt): Promise<string> {
  const records = await recordsAt(domain, /^v=spf1( |$)/i, resolveTxt)
  const [spf] = records
  if (!spf) {
    throw new Ailment(
      `${domain} does not say which servers send its mail`,
      `publish TXT at ${domain}: "v=spf1 include:YOUR-RELAY -all"`,
    )
  }
  if (records.length > 1)
    throw new Ailment(`${domain} has ${records.length} SPF records, so none counts`, 'keep one')
  if (/\+?\ball$/.test(spf) && !/[-~?]all$/.test(spf)) {
    throw new Ailment(`${domain} lets every server send its mail`, 'end its SPF record with -all or ~all')
  }
  return spf
}

async function examineDkim(
  domain: string,
  selector: string | undefined,
  resolveTxt: ResolveTxt,
): Promise<string> {
  if (!selector) return 'not asked: MAIL_DKIM_SELECTOR does not say which key the relay signs with'
  const name = `${selector}._domainkey.${domain}`
  const [key] = await recordsAt(name, /\bp=/, resolveTxt)
  if (!key)
    throw new Ailment(`there is no key at ${name}`, `publish TXT at ${name}: what your relay names for it`)
  if (/\bp=\s*(;|$)/.test(key))
    throw new Ailment(`the key at ${name} is revoked`, 'publish the one your relay signs with')
  return `${name} has a key`
}

/** The policy of a domain counts for what is under it (RFC 7489, 6.6.3). */
async function examineDmarc(domain: string, resolveTxt: ResolveTxt): Promise<string> {
  for (let from = domain; from.includes('.'); from = from.slice(from.indexOf('.') + 1)) {
    const [policy] = await recordsAt(`_dmarc.${from}`, /^v=DMARC1\b/i, resolveTxt)
    if (policy) return policy
  }
  throw new Ailment(
    `${domain} does not say what becomes of mail that only claims to be its own`,
    `publish TXT at _dmarc.${domain}: "v=DMARC1; p=quarantine; rua=mailto:postmaster@${domain}"`,
  )
}

async function recordsAt(name: string, wanted: RegExp, resolveTxt: ResolveTxt): Promise<string[]> {
  try {
    return (await txtRecords(name, resolveTxt)).filter((record) => wanted.test(record))
  } catch (error) {
    if (!(error instanceof FetchFailed)) throw error
    throw new Ailment(`${name} could not be looked up`, 'ask again when the name servers answer')
  }
}
