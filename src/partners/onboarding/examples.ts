import { exampleTime } from '../../platform/http/openapi/examples.ts'
import { exampleId } from '../../platform/ids.ts'

/** What the API description shows of partners that move here. */
export const examples = {
  newInvitations: { partnerIds: [exampleId('par')] },
  invitations: {
    preview: false,
    invited: 1,
    skipped: 0,
    partners: [{ partnerId: exampleId('par'), name: 'Example Gazette', result: 'invited', mails: 2 }],
  },
  oldFeed: { lastSeenAt: exampleTime },
  oldFeedNoted: { partnerId: exampleId('par'), lastSeenAt: exampleTime },
}
