import { type Command, Option } from 'commander'
import { mailingOf } from '../mails.ts'
import { systemClock } from '../platform/clock.ts'
import { emailSchema } from '../platform/http/fields.ts'
import type { Id } from '../platform/ids.ts'
import { readBounce } from '../platform/mail/bounce-report.ts'
import {
  addMail,
  listMails,
  type Mail,
  type MailFilter,
  noteBounce,
  requireMail,
  resendMail,
} from '../platform/mail/mails.ts'
import { mailView, wholeMailView } from '../platform/mail/schema.ts'
import { deliver } from '../platform/mail/sending.ts'
import { mailStatuses } from '../platform/mail/tables.ts'
import { testMail } from '../platform/mail/test-mail.ts'
import { group, verb } from './commands.ts'
import { fileIn } from './content-options.ts'
import { actor, onDatabase, quietLog } from './on-database.ts'
import { readId, reading } from './options.ts'
import { continued, type Paged, paged, pageOf } from './paging.ts'
import { Finding } from './refusal.ts'
import { moment, table } from './table.ts'
import { answer, type Terminal } from './terminal.ts'

const readAddress = reading('ADDRESS', emailSchema)

/** `wirecopy mail …`: what was mailed to whom, and what became of it. */
export function mailCommands(program: Command, terminal: Terminal): void {
  const noun = group(program, 'mail', 'what was mailed to whom, and what became of it')
  listing(noun, terminal)
  showing(noun, terminal)
  resending(noun, terminal)
  testing(noun, terminal)
  bouncing(noun, terminal)
}

function listing(noun: Command, terminal: Terminal): void {
  paged(
    verb(noun, 'list', 'list mails, the newest first', 'wirecopy mail list --status bounced'),
    readId.mail,
  )
    .addOption(new Option('--status <status>', 'only these').choices(mailStatuses))
    .option('--kind <kind>', 'such as article.killed')
    .option('--about <id>', 'what they are about, an article or a partner')
    .option('--addressee <partner>', 'whom they are for', readId.partner)
    .option('--recipient <address>', 'the mail address', readAddress)
    .action(async ({ json, limit, ...filter }: Paged<'mai'> & MailFilter) =>
      onDatabase(terminal, async ({ read }) => {
        const rows = await listMails(read, { ...filter, limit: limit + 1 })
        const { page, next } = pageOf(rows, limit, ({ id }) => id)
        answer(terminal, json, { items: page.map(mailView), next }, mailTable(page, next, terminal))
      }),
    )
}

function mailTable(rows: Mail[], next: string | null, { stdout }: Terminal): string {
  if (rows.length === 0) return 'There are no such mails.'
  const list = table(
    rows,
    [
      { title: 'MAIL', of: ({ id }) => id },
      { title: 'STATUS', of: ({ status }) => status },
      { title: 'KIND', of: ({ kind }) => kind },
      { title: 'AT', of: ({ createdAt }) => moment(createdAt) },
      { title: 'RECIPIENT', of: ({ recipient }) => recipient || null },
      { title: 'SUBJECT', of: ({ subject }) => subject, cuts: true },
    ],
    stdout,
    ({ lastError }) => (lastError === null ? [] : [lastError]),
  )
  return continued(list, '--after', next)
}

function showing(noun: Command, terminal: Terminal): void {
  verb(noun, 'show', 'print a mail', 'wirecopy mail show mai_01h455vb4pex5vsknk084sn02q')
    .argument('<mail>', 'id of the mail', readId.mail)
    .action(async (id: Id<'mai'>, { json }: { json?: boolean }) =>
      onDatabase(terminal, async ({ read }) => {
        const mail = await requireMail(read, id)
        answer(terminal, json, wholeMailView(mail), mailText(mail))
      }),
    )
}

function mailText({ recipient, status, lastError, subject, text }: Mail): string {
  const state = lastError === null ? status : `${status} (${lastError})`
  return `To: ${recipient || 'erased'}\nStatus: ${state}\nSubject: ${subject ?? 'not written yet'}\n\n${text ?? ''}`
}

function resending(noun: Command, terminal: Terminal): void {
  verb(noun, 'resend', 'send a mail again', 'wirecopy mail resend mai_01h455vb4pex5vsknk084sn02q')
    .argument('<mail>', 'id of the mail', readId.mail)
    .action(async (id: Id<'mai'>, { json }: { json?: boolean }) =>
      onDatabase(terminal, async (database) => {
        const mail = await database.write((tx) => resendMail(tx, actor, id))
        answer(terminal, json, mailView(mail), `The server sends it again, as ${mail.id}.`)
      }),
    )
}

function testing(noun: Command, terminal: Terminal): void {
  verb(noun, 'test', 'send a mail at once, to see whether it arrives', 'wirecopy mail test you@example.org')
    .argument('<address>', 'where to', readAddress)
    .action(async (email: string, { json }: { json?: boolean }) =>
      onDatabase(terminal, async (database, config) => {
        const mailing = mailingOf(config, quietLog(terminal))
        const { id } = await database.write((tx) => addMail(tx, testMail, { to: { email }, data: {} }))
        const signal = new AbortController().signal
        await deliver(mailing, { database, now: systemClock.now(), signal }, id)
          // What went wrong stands in the mail.
          .catch(() => undefined)
          .finally(() => mailing.transport.close())
        const mail = await requireMail(database.read, id)
        if (mail.status !== 'handed_to_relay') throw new Finding(`Not sent: ${mail.lastError}`)
        answer(terminal, json, mailView(mail), sentBy[config.mail.transport])
      }),
    )
}

const sentBy = {
  smtp: 'The relay took it.',
  file: 'It stands in DATA_DIR/mail.',
  log: 'Nothing was sent: MAIL_TRANSPORT is log.',
}

function bouncing(noun: Command, terminal: Terminal): void {
  verb(noun, 'bounce', 'take in the notice of a mail that came back', 'wirecopy mail bounce notice.eml')
    .argument('<file>', 'the notice as a mail server sent it; - reads it from standard input')
    .action(async (path: string, { json }: { json?: boolean }) => {
      const report = readBounce(await noticeIn(path, terminal))
      if (!report) throw new Finding(`${path} is no notice (RFC 3464) on a mail of ours.`)
      await onDatabase(terminal, async (database) => {
        if (report.action !== 'failed') {
          const mail = await requireMail(database.read, report.mailId)
          const text = `${mail.id} is ${report.action}, which is not the end of it: nothing was noted.`
          return answer(terminal, json, mailView(mail), text)
        }
        const mail = await database.write((tx) => noteBounce(tx, actor, report.mailId, report.detail))
        answer(terminal, json, mailView(mail), `${mail.id} to ${mail.recipient} bounced.`)
      })
    })
}

async function noticeIn(path: string, { stdin }: Terminal): Promise<string> {
  if (path !== '-') return (await fileIn('FILE', path)).toString('utf8')
  const chunks: Buffer[] = []
  for await (const chunk of stdin) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}
