import { mails as deskMails } from './articles/import/desk-mail.ts'
import { findNewswire } from './articles/newswire.ts'
import { mails as attentionMails } from './compliance/attention-mail.ts'
import { drillDueMail } from './compliance/drills/due.ts'
import { drillMail } from './compliance/drills/mails.ts'
import { mails as outstandingMails } from './compliance/outstanding-mail.ts'
import type { Config } from './config.ts'
import { mails as noticeMails } from './delivery/notice-mails.ts'
import { mails as webhookMails } from './delivery/webhooks/mails.ts'
import { termsMail } from './licensing/terms-mail.ts'
import { mails as applicationMails } from './partners/applications/mails.ts'
import { mails as watchMails } from './partners/attention/mails.ts'
import { keyMail } from './partners/key-mail.ts'
import { mails as partnerMails } from './partners/mails.ts'
import { invitationMail } from './partners/onboarding/invitation-mail.ts'
import { quietMail } from './partners/quiet/mail.ts'
import type { Log } from './platform/log.ts'
import type { Mailing } from './platform/mail/sending.ts'
import { testMail } from './platform/mail/test-mail.ts'
import { transportFor } from './platform/mail/transport.ts'
import { createSealer } from './platform/secrets/sealed.ts'

/** How this installation writes and sends mail: the kinds of every room, on behalf of the newswire. */
export function mailingOf({ mail, publicUrl, ...keys }: Config, log: Log): Mailing {
  return {
    kinds: [
      ...[testMail, ...deskMails, ...partnerMails, ...applicationMails, keyMail, quietMail],
      ...[termsMail, invitationMail],
      ...[...watchMails, ...noticeMails, ...webhookMails, ...attentionMails],
      ...[...outstandingMails, drillMail, drillDueMail],
    ],
    transport: transportFor(mail, log),
    from: mail.from,
    publicUrl,
    sealer: createSealer(keys.secretKey, keys.previousSecretKeys),
    async house(queries) {
      const newswire = await findNewswire(queries)
      return newswire && { name: newswire.name, contact: newswire.licensingContact }
    },
  }
}
