import { dayMs } from '../../platform/clock.ts'
import type { Id } from '../../platform/ids.ts'
import type { Log } from '../../platform/log.ts'
import type { Sealer } from '../../platform/secrets/sealed.ts'
import type { Guarded } from './address.ts'
import { type Due, findDue } from './due.ts'
import { isEnding } from './enqueuing.ts'
import { Flights, overtaken } from './flights.ts'
import { isTaken, noteAttempt, noteCanceled } from './noting.ts'
import { type Outcome, post } from './posting.ts'
import { Signer } from './signing.ts'
import { switchOff } from './switching-off.ts'
import { bodyOf, type Writing } from './writing.ts'

// What a good receiver needs to answer; others must not keep a kill from being told in time.
const patienceMs = 1_000
const gone = 410
const failingForMs = 5 * dayMs

export interface Sending {
  writing: Writing
  guarded: Guarded
  signer: Signer
  flights: Flights
  log: Log
}

/** What one process sends with. */
export function sendingOver(parts: Pick<Sending, 'writing' | 'guarded' | 'log'>, sealer: Sealer): Sending {
  return { ...parts, signer: new Signer(sealer), flights: new Flights() }
}

/** Tries a delivery once and notes how that went; does nothing where it is not wanted any more. */
export async function send(sending: Sending, id: Id<'whd'>, signal: AbortSignal): Promise<void> {
  const { writing, flights } = sending
  const found = await findDue(writing.database.read, id)
  if (!found) return
  const { delivery } = found
  if (isEnding(delivery.type)) await flights.clear(delivery, patienceMs)
  await flights.take(delivery, signal, async (ended) => {
    // Whatever was on the way before may have been this very delivery.
    const due = await findDue(writing.database.read, id)
    if (due && due.delivery.attempts === delivery.attempts) await attempt(sending, due, ended)
  })
}

async function attempt(sending: Sending, due: Due, signal: AbortSignal): Promise<void> {
  const { writing, log } = sending
  const { database, now } = writing
  const { delivery } = due
  const body = await bodyOf(writing, due)
  if (!body) return database.append((queries) => noteCanceled(queries, delivery.id, now()))

  const outcome = await tried(sending, due, body, signal)
  if (!outcome) return
  await database.append((queries) => noteAttempt(queries, due, outcome, now()))
  log.debug({ deliveryId: delivery.id, status: outcome.status }, 'webhook attempted')
  const reason = reasonToSwitchOff(due, outcome, now())
  if (reason) await database.write((tx) => switchOff(tx, due.endpoint.id, reason))
}

async function tried(
  { guarded, signer, writing: { now } }: Sending,
  { delivery: { id }, endpoint }: Due,
  body: Buffer,
  signal: AbortSignal,
): Promise<Outcome | undefined> {
  const at = now()
  const headers = signer.headersFor({ id, body }, endpoint, at)
  try {
    return await post(guarded, { url: endpoint.url, headers, body, at }, signal)
  } catch (error) {
    if (signal.reason === overtaken) return undefined
    throw error
  }
}

function reasonToSwitchOff({ delivery, endpoint: { failingSince } }: Due, outcome: Outcome, now: number) {
  if (outcome.status === gone) return 'gone'
  const isOld = failingSince !== null && failingSince <= now - failingForMs
  // Where nothing was to be sent since a failure long ago, the next kill is not given up at its first one.
  const hadItsChance = delivery.createdAt <= now - dayMs
  return isOld && hadItsChance && !isTaken(outcome) ? 'failing' : undefined
}
