import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
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
    verify: async () => undefined,
    close: () => undefined,
  }
}

/** Deletes the files of mails, also where mails are files no more. */
export async function removeFiles(folder: string, ids: readonly Id<'mai'>[]): Promise<void> {
  const there = new Set(await namesIn(folder))
  for (const name of ids.map(fileOf)) if (there.has(name)) await rm(join(folder, name), { force: true })
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
}

function fileOf(id: Id<'mai'>): string {
  return `${id}.eml`
}

/** Writes each mail as `ID.eml`; one that is sent again takes the place of the first. */
function fileTransport(folder: string): Transport {
  const composer = createTransport({ streamTransport: true, buffer: true, ...closed })
  return {
    async send(message) {
      const { message: written } = await composer.sendMail(forNodemailer(message))
      await mkdir(folder, { recursive: true, mode: ownerOnly.folder })
      const path = join(folder, fileOf(message.id))
      if (!Buffer.isBuffer(written)) throw new Error('A mail was not written in one piece')
      await writeFile(`${path}.new`, written, { mode: ownerOnly.file })
      await rename(`${path}.new`, path)
    },
    verify: async () => undefined,
    close: () => undefined,
  }
}
