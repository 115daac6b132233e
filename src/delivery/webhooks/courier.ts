import { Crew } from '../../platform/jobs/crew.ts'
import { leaseLost, stopping } from '../../platform/jobs/endings.ts'
import {
  type ClaimedQueue,
  claimQueues,
  type DeliveryLane,
  extendQueues,
  isAnyDue,
  releaseQueue,
  sendable,
} from './queues.ts'
import { type Sending, send } from './sending.ts'
import { deliveryLanes } from './tables.ts'

/** Endpoints that are sent to at the same time, in each lane. */
const concurrency = 128
// A receiver that takes longer keeps nobody waiting, but for its own deliveries.
const slowAfterMs = 2_000
/** Deliveries that are under way to one endpoint, in each lane. */
const perEndpoint = 2
const perLook = 10
/** Then it is the turn of others. */
const perTurn = 100

/** Those who bring deliveries to endpoints: a crew for each lane. */
export function couriers(sending: Sending): Crew<ClaimedQueue>[] {
  return deliveryLanes.map((lane) => courier(lane, sending))
}

function courier(lane: DeliveryLane, sending: Sending): Crew<ClaimedQueue> {
  const { database, now } = sending.writing
  return new Crew({
    database,
    now,
    concurrency,
    slowAfterMs,
    isAnyDue: (queries, moment) => isAnyDue(queries, lane, moment),
    claim: (queries, wish) => claimQueues(queries, { ...wish, lane }),
    extend: (queries, held, moment) => extendQueues(queries, lane, held, moment),
    work: (queue, { signal }) => carry(sending, queue, signal),
  })
}

/** Sends what a lane of an endpoint has, and gives it back. */
async function carry(sending: Sending, queue: ClaimedQueue, signal: AbortSignal): Promise<void> {
  const { writing, log } = sending
  const { database, now } = writing
  try {
    for (let taken = 0; taken < perTurn; ) {
      signal.throwIfAborted()
      const ids = await sendable(database.read, queue, now(), perLook)
      if (ids.length === 0) break
      taken += ids.length
      const rest = ids.values()
      await Promise.all(
        Array.from({ length: perEndpoint }, async () => {
          for (const id of rest) await send(sending, id, signal)
        }),
      )
    }
    await database.append((queries) => releaseQueue(queries, queue))
  } catch (error) {
    if (error === leaseLost) return log.warn({ endpointId: queue.id }, 'lane of an endpoint was lost')
    // Without more than that, since nobody knows why: its lease ends by itself, and others try.
    if (error !== stopping)
      return log.error({ err: error, endpointId: queue.id }, 'webhooks could not be sent')
    await database
      .append((queries) => releaseQueue(queries, queue))
      .catch((fault: unknown) => log.error({ err: fault }, 'lane of an endpoint could not be given back'))
  }
}
