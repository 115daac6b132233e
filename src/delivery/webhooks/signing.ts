import { createHmac, randomBytes } from 'node:crypto'
import { boundedMap } from '../../platform/bounded-map.ts'
import type { Instant } from '../../platform/clock.ts'
import type { Sealer } from '../../platform/secrets/sealed.ts'

const prefix = 'whsec_'
const secretBytes = 32
/** What they are sealed for. */
export const secretPurpose = 'webhook secret'
const maxOpened = 10_000
const msPerS = 1_000

/** A new secret as its owner sees it once, and as it is stored. */
export function mintSecret(sealer: Sealer): { secret: string; sealed: string } {
  const key = randomBytes(secretBytes)
  return { secret: prefix + key.toString('base64'), sealed: sealer.seal(secretPurpose, key) }
}

interface Message {
  id: string
  body: Buffer
}

/** Of an endpoint, sealed. */
interface Secrets {
  secret: string
  formerSecret: string | null
  formerUntil: Instant | null
}

/** Signs as Standard Webhooks 1.0 has it. Opened secrets are kept: to derive a key costs more than to sign. */
export class Signer {
  private readonly sealer: Sealer
  private readonly opened = boundedMap<string, Buffer>(maxOpened)

  constructor(sealer: Sealer) {
    this.sealer = sealer
  }

  /** The headers of an attempt: a signature by each secret that is good now. */
  headersFor(
    { id, body }: Message,
    { secret, formerSecret, formerUntil }: Secrets,
    now: Instant,
  ): Record<string, string> {
    const timestamp = String(Math.floor(now / msPerS))
    const former = formerSecret !== null && formerUntil !== null && formerUntil > now ? [formerSecret] : []
    const signatures = [secret, ...former].map((sealed) =>
      createHmac('sha256', this.keyIn(sealed)).update(`${id}.${timestamp}.`).update(body).digest('base64'),
    )
    return {
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': signatures.map((signature) => `v1,${signature}`).join(' '),
    }
  }

  private keyIn(sealed: string): Buffer {
    const known = this.opened.get(sealed)
    if (known) return known
    const { plain } = this.sealer.open(secretPurpose, sealed)
    this.opened.set(sealed, plain)
    return plain
  }
}
