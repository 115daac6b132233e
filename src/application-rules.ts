import { findNewswire } from './articles/newswire.ts'
import { requireInForce } from './licensing/accepting.ts'
import { signerOf } from './licensing/agreement-input.ts'
import { keepAgreement } from './licensing/agreements.ts'
import type { ApplicationRules } from './partners/applications/rules.ts'

/** Where applications meet the terms and the newswire. */
export const applicationRules: ApplicationRules = {
  requireTerms: (queries, read) => requireInForce(queries, read, 'terms'),

  async keepAcceptance(tx, actor, partnerId, { version: termsVersion, signer, address, at }) {
    await keepAgreement(tx, actor, partnerId, {
      how: 'accepted',
      termsVersion,
      signer: signerOf(signer, address),
      at,
    })
  },

  async licensingContact(queries) {
    return (await findNewswire(queries))?.licensingContact
  },
}
