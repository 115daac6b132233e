import { z } from 'zod'
import { deliveryStatuses, eventTypes } from '../delivery/webhooks/tables.ts'
import { grantHows } from '../licensing/tables.ts'
import { partnerStatuses } from '../partners/tables.ts'
import { timeOrNull, toRfc3339 } from '../platform/clock.ts'
import { idSchema } from '../platform/ids.ts'
import { mailStatuses } from '../platform/mail/tables.ts'
import type { Acknowledgement } from './acknowledgements.ts'
import { examples } from './examples.ts'
import type { Recipient } from './recipients.ts'
import { answers, answerWays, pageStates } from './tables.ts'

const time = z.iso.datetime()

export const recipientSchema = z
  .object({
    partner: z.object({
      id: idSchema('par'),
      name: z.string(),
      status: z.enum(partnerStatuses),
      urgentContacts: z.array(z.string()).describe('Whom kills reach.'),
    }),
    grants: z
      .array(z.object({ id: idSchema('grt'), revision: z.int(), how: z.enum(grantHows), at: time }))
      .describe('Each revision that it was served: when first, and how.'),
    notices: z
      .array(
        z.object({
          mail: idSchema('mai'),
          kind: z.string(),
          recipient: z.string().nullable().describe('Null once it was erased.'),
          status: z.enum(mailStatuses),
          at: time,
        }),
      )
      .describe(
        'What it was mailed about the story: kills, withdrawals, corrections, the newest also by the daily mail.',
      ),
    webhooks: z
      .array(
        z.object({
          delivery: idSchema('whd'),
          endpoint: idSchema('whe'),
          type: z.enum(eventTypes),
          status: z.enum(deliveryStatuses),
          at: time.describe('When it ended, or began where it has not.'),
        }),
      )
      .describe('The same of its webhook endpoints.'),
    notifiedAt: time
      .nullable()
      .describe(
        'When an endpoint first answered one of them with 2xx; a mail that was handed over does not count.',
      ),
    acknowledgement: z
      .object({
        id: idSchema('ack'),
        answer: z.enum(answers),
        way: z
          .enum(answerWays)
          .describe(
            'By a program with a key, by the link in a mail, or by us, where all pages are gone that were named.',
          ),
        pages: z.array(z.string()),
        note: z.string().nullable(),
        at: time,
      })
      .nullable()
      .describe('Its last answer to the newest kill, withdrawal or correction.'),
    pageChecks: z
      .array(
        z.object({
          url: z.string(),
          state: z
            .enum(pageStates)
            .describe(
              '`gone`: it answers 404 or 410; `up`: 200; `unknown`: anything else, or something else.',
            ),
          status: z.int().nullable().describe('null where nothing was answered.'),
          at: time,
        }),
      )
      .describe(
        'The pages that it had named, as they were last found since a kill that it has not answered.',
      ),
    outstanding: z
      .boolean()
      .describe(
        'Whether an answer is to be expected and is not there; of a correction, from whoever took the story by itself.',
      ),
    fetches: z.int().describe('How often it fetched the text, over all revisions.'),
    lastFetchedOn: z.string().nullable().describe('UTC day.'),
  })
  .meta({ id: 'Recipient', examples: [examples.recipient] })

export function recipientView({
  partnerId,
  name,
  status,
  urgentContacts,
  notifiedAt,
  acknowledgement,
  pageChecks,
  outstanding,
  fetches,
  lastFetchedOn,
  ...recipient
}: Recipient): z.infer<typeof recipientSchema> {
  return {
    partner: { id: partnerId, name, status, urgentContacts },
    grants: recipient.grants.map((grant) => ({ ...grant, at: toRfc3339(grant.at) })),
    notices: recipient.notices.map(({ id, createdAt, ...notice }) => ({
      mail: id,
      ...notice,
      recipient: notice.recipient || null,
      at: toRfc3339(createdAt),
    })),
    webhooks: recipient.deliveries.map(({ id, endpointId, type, status: became, at }) => ({
      ...{ delivery: id, endpoint: endpointId, type, status: became },
      at: toRfc3339(at),
    })),
    notifiedAt: timeOrNull(notifiedAt),
    acknowledgement: acknowledgement && answerView(acknowledgement),
    pageChecks: pageChecks.map(({ url, state, status, at }) => ({ url, state, status, at: toRfc3339(at) })),
    outstanding,
    fetches,
    lastFetchedOn,
  }
}

function answerView({ id, answer, way, pages, note, at }: Acknowledgement) {
  return { id, answer, way, pages, note, at: toRfc3339(at) }
}

/** The columns of the file, which has one line for each revision that a partner was served. */
export const recipientColumns = [
  'partner',
  'name',
  'status',
  'urgentContacts',
  'revision',
  'how',
  'firstServedAt',
  'fetches',
  'lastFetchedOn',
  'mailed',
  'webhooks',
  'notifiedAt',
  'answer',
  'answeredAt',
  'answeredBy',
  'pages',
  'pageChecks',
  'outstanding',
] as const
