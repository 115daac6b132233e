import { exampleTime } from '../../platform/http/openapi/examples.ts'
import { exampleId } from '../../platform/ids.ts'

/** What the API description shows of the board. */
export const examples = {
  board: {
    stages: [
      { stage: 'imported', partners: 130, oldestSince: exampleTime },
      { stage: 'invited', partners: 50, oldestSince: exampleTime },
      { stage: 'first-fetch', partners: 42, oldestSince: exampleTime },
      { stage: 'old-feed-quiet', partners: 28, oldestSince: exampleTime },
    ],
    items: [
      {
        partnerId: exampleId('par'),
        name: 'Example Gazette',
        stage: 'first-fetch',
        since: exampleTime,
        invitedAt: exampleTime,
        firstFetchAt: exampleTime,
        oldFeedSeenAt: null,
      },
    ],
    next: null,
  },
}
