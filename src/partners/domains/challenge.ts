import { createHmac, hkdfSync } from 'node:crypto'
import type { Id } from '../../platform/ids.ts'

const keyBytes = 32
const digits = 32

/** Where a challenge may stand on a host, and what has to stand there. */
export interface Places {
  dns: { name: string; value: string }
  file: { url: string; content: string }
  meta: { url: string; html: string }
}

/**
 * What a partner shows on a host of its own: nobody else can know it before, and it means nothing for another
 * partner or host. It stays the same when SECRET_KEY is replaced.
 *
 * @param secret the one that is the same in all processes of an installation.
 */
export function challengeOf(secret: Buffer, partnerId: Id<'par'>, host: string): string {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'domain challenge', keyBytes))
  return createHmac('sha256', key).update(`${partnerId} ${host}`).digest('hex').slice(0, digits)
}

export function placesFor(host: string, challenge: string): Places {
  return {
    dns: { name: `_wirecopy.${host}`, value: `wirecopy-partner=${challenge}` },
    file: { url: `https://${host}/.well-known/wirecopy-partner.txt`, content: challenge },
    meta: { url: `https://${host}/`, html: `<meta name="wirecopy-partner" content="${challenge}">` },
  }
}
