import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import type { Id } from '../ids.ts'
import type { Log } from '../log.ts'
import { type Address, domainOf } from './address.ts'
import { closed, forNodemailer } from './composing.ts'
import type { Written } from './layout.ts'
import { smtpTransport } from './smtp.ts'

const ownerOnly = { folder: 0o700, file: 0o600 } as const

export interface Message extends Written {
  id: Id<'mai'>
  kind: string
  from: Address
  to: Address
  replyTo: Address
  messageId: string
  date: Date
  headers: Record<string, string>
}

/** Hands messages on; resolves when they are somebody else's to deliver. */
export interface Transport {
  send(message: Message, signal: AbortSignal): Promise<void>
  /** Deletes what is kept here of messages with these ids. */
  forget(ids: readonly Id<'mai'>[]): Promise<void>
  /** Throws why nothing can be handed on. */
  verify(): Promise<void>
  close(): void
}

export type MailSettings = { from: Address; folder: string } & (
  | { transport: 'log' | 'file' }
  | { transport: 'smtp'; url: string; dkimSelector?: string | undefined }
)

/** How this installation sends mail. */
export function transportFor(settings: MailSettings, log: Log): Transport {
  if (settings.transport === 'smtp') return smtpTransport(settings.url, domainOf(settings.from))
  return settings.transport === 'file' ? fileTransport(settings.folder) : logTransport(log)
}

/** Says that a mail was made, and nothing of what is in it. */
function logTransport(log: Log): Transport {
  return {
    send: async ({ id, kind }) => log.info({ mailId: id, kind }, 'mail made'),
    forget: async () => undefined,
    verify: async () => undefined,
    close: () => undefined,
  }
}

/** Writes each mail as `ID.eml`; one that is sent again takes the place of the first. */
function fileTransport(folder: string): Transport {
  const pathOf = (id: Id<'mai'>) => join(folder, `${id}.eml`)
  const composer = createTransport({ streamTransport: true, buffer: true, ...closed })
  return {
    async send(message) {
      const { message: written } = await composer.sendMail(forNodemailer(message))
      await mkdir(folder, { recursive: true, mode: ownerOnly.folder })
      const path = pathOf(message.id)
      if (!Buffer.isBuffer(written)) throw new Error('A mail was not written in one piece')
      await writeFile(`${path}.new`, written, { mode: ownerOnly.file })
      await rename(`${path}.new`, path)
    },
    async forget(ids) {
      for (const id of ids) await rm(pathOf(id), { force: true })
    },
    verify: async () => undefined,
    close: () => undefined,
  }
}
