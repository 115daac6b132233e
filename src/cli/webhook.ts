import { type Command, Option } from 'commander'
import { resend, resendFailed, sendTest } from '../delivery/webhooks/again.ts'
import { type DeliveryStatus, listDeliveries, type WebhookDelivery } from '../delivery/webhooks/deliveries.ts'
import { type Endpoint, findEndpoint, listEndpoints } from '../delivery/webhooks/endpoints.ts'
import { deliveryView, endpointView } from '../delivery/webhooks/schema.ts'
import { deliveryStatuses } from '../delivery/webhooks/tables.ts'
import { requirePartner } from '../partners/partners.ts'
import type { Instant } from '../platform/clock.ts'
import type { Queries } from '../platform/database/database.ts'
import type { Id } from '../platform/ids.ts'
import { Problem } from '../problems.ts'
import { group, verb } from './commands.ts'
import { actor, onDatabase } from './on-database.ts'
import { dayOrTime, readId, reading } from './options.ts'
import { continued, type Paged, paged, pageOf } from './paging.ts'
import { WrongUsage } from './refusal.ts'
import { moment, table } from './table.ts'
import { answer, type Terminal } from './terminal.ts'

const partnerExample = 'par_01h455vb4pex5vsknk084sn02q'
const endpointExample = 'whe_01h455vb4pex5vsknk084sn02q'
const deliveryExample = 'whd_01h455vb4pex5vsknk084sn02q'

/** `wirecopy webhook …`: where partners have changes sent, and what arrived there. */
export function webhookCommands(program: Command, terminal: Terminal): void {
  const noun = group(program, 'webhook', 'where partners have changes sent, and what arrived there')
  listing(noun, terminal)
  deliveries(noun, terminal)
  resending(noun, terminal)
  testing(noun, terminal)
}

function listing(noun: Command, terminal: Terminal): void {
  const example = `wirecopy webhook list ${partnerExample}`
  paged(verb(noun, 'list', 'list the endpoints of a partner', example), readId.endpoint)
    .argument('<partner>', 'id of the partner', readId.partner)
    .action(async (partnerId: Id<'par'>, { json, limit, after }: Paged<'whe'>) =>
      onDatabase(terminal, async ({ read }) => {
        await requirePartner(read, partnerId)
        const rows = await listEndpoints(read, partnerId, { limit: limit + 1, after })
        const { page, next } = pageOf(rows, limit, ({ id }) => id)
        const text = continued(endpointTable(page, partnerId, terminal), '--after', next)
        answer(terminal, json, { items: page.map(endpointView), next }, text)
      }),
    )
}

function endpointTable(rows: Endpoint[], partnerId: Id<'par'>, { stdout }: Terminal): string {
  if (rows.length === 0) return `Partner ${partnerId} has changes sent nowhere.`
  return table(
    rows,
    [
      { title: 'ENDPOINT', of: ({ id }) => id },
      { title: 'STATE', of: stateOf },
      { title: 'SINCE', of: ({ offSince, failingSince }) => moment(offSince ?? failingSince) },
      { title: 'URL', of: ({ url }) => url, cuts: true },
      { title: 'WHAT FOR', of: ({ description }) => description, cuts: true },
    ],
    stdout,
  )
}

function stateOf({ offSince, offReason, failingSince }: Endpoint): string {
  if (offSince !== null) return `off (${offReason})`
  return failingSince === null ? 'on' : 'failing'
}

interface DeliveryOptions extends Paged<'whd'> {
  status?: DeliveryStatus
}

function deliveries(noun: Command, terminal: Terminal): void {
  const example = `wirecopy webhook deliveries ${endpointExample} --status failed`
  paged(
    verb(noun, 'deliveries', 'list what was sent to an endpoint, the newest first', example),
    readId.delivery,
  )
    .argument('<endpoint>', 'id of the endpoint', readId.endpoint)
    .addOption(new Option('--status <status>', 'only these').choices(deliveryStatuses))
    .action(async (id: Id<'whe'>, { json, limit, after, status }: DeliveryOptions) =>
      onDatabase(terminal, async ({ read }) => {
        await requireEndpoint(read, id)
        const rows = await listDeliveries(read, id, { limit: limit + 1, status, before: after })
        const { page, next } = pageOf(rows, limit, (row) => row.id)
        const text = continued(deliveryTable(page, terminal), '--after', next)
        answer(terminal, json, { items: page.map(deliveryView), next }, text)
      }),
    )
}

function deliveryTable(rows: WebhookDelivery[], { stdout }: Terminal): string {
  if (rows.length === 0) return 'Nothing of that kind was sent to it in the last 30 days.'
  const last = ({ tried }: WebhookDelivery) => tried.at(-1)
  return table(
    rows,
    [
      { title: 'DELIVERY', of: ({ id }) => id },
      { title: 'STATUS', of: ({ status }) => status },
      { title: 'TYPE', of: ({ type }) => type },
      { title: 'STORY', of: ({ articleId }) => articleId },
      { title: 'MADE', of: ({ createdAt }) => moment(createdAt) },
      { title: 'TRIED', of: ({ tried }) => tried.length, right: true },
      { title: 'NEXT', of: ({ status, nextAt }) => (status === 'waiting' ? moment(nextAt) : null) },
      { title: 'LAST ANSWER', of: (row) => last(row)?.error ?? last(row)?.status, cuts: true },
    ],
    stdout,
  )
}

interface ResendOptions {
  json?: boolean
  failedSince?: Instant
}

function resending(noun: Command, terminal: Terminal): void {
  const example = `wirecopy webhook resend ${endpointExample} ${deliveryExample}`
  verb(noun, 'resend', 'send one delivery again, or all that has failed since a moment', example)
    .argument('<endpoint>', 'id of the endpoint', readId.endpoint)
    .argument('[delivery]', 'id of the delivery', readId.delivery)
    .option('--failed-since <time>', 'all that was given up since then', reading('--failed-since', dayOrTime))
    .action(async (id: Id<'whe'>, delivery: Id<'whd'> | undefined, options: ResendOptions) => {
      const { json, failedSince } = options
      if ((delivery === undefined) === (failedSince === undefined))
        throw new WrongUsage('wirecopy webhook resend: name either a delivery or --failed-since TIME')
      await onDatabase(terminal, async (database) => {
        if (delivery !== undefined) {
          const sent = await database.write(async (tx) =>
            resend(tx, actor, await requireEndpoint(tx, id), delivery),
          )
          return answer(
            terminal,
            json,
            deliveryView(sent),
            `Delivery ${sent.id} (${sent.type}) is sent again.`,
          )
        }
        const again = await database.write(async (tx) =>
          resendFailed(tx, actor, await requireEndpoint(tx, id), failedSince ?? tx.now),
        )
        const more = again.more ? '\nThere are more: ask again.' : ''
        answer(terminal, json, again, `${again.queued} deliveries are sent again.${more}`)
      })
    })
}

function testing(noun: Command, terminal: Terminal): void {
  verb(noun, 'test', 'send a test to an endpoint', `wirecopy webhook test ${endpointExample}`)
    .argument('<endpoint>', 'id of the endpoint', readId.endpoint)
    .action(async (id: Id<'whe'>, { json }: { json?: boolean }) =>
      onDatabase(terminal, async (database) => {
        const sent = await database.write(async (tx) => sendTest(tx, actor, await requireEndpoint(tx, id)))
        const text = `Test ${sent.id} is on its way; wirecopy webhook deliveries ${id} shows what became of it.`
        answer(terminal, json, deliveryView(sent), text)
      }),
    )
}

/** An endpoint, whoever has it. Throws `not-found`. */
async function requireEndpoint(queries: Queries, id: Id<'whe'>): Promise<Endpoint> {
  const endpoint = await findEndpoint(queries, id)
  if (endpoint) return endpoint
  throw new Problem('not-found', { detail: `There is no webhook endpoint ${id}.` })
}
