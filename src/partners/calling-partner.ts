import type { FastifyRequest } from 'fastify'
import type { Actor } from '../actor.ts'
import { type Caller, callerOf } from '../platform/http/access.ts'
import type { ApiKey } from './api-keys.ts'
import { endingHeaders } from './key-validity.ts'
import type { Partner } from './partners.ts'

/** A partner as it calls: who it is, and what the key it calls with may do. */
export class CallingPartner implements Caller {
  readonly id: ApiKey['id']
  readonly actor: Actor
  readonly partner: Partner
  readonly key: ApiKey
  /** What it may have: with a test key only what was made up for it. */
  readonly standing: Pick<Partner, 'status' | 'advanceAccess'> & { sandboxOf: Partner['id'] | undefined }
  readonly headers: Record<string, string> | undefined

  constructor(partner: Partner, key: ApiKey) {
    this.id = key.id
    this.actor = { kind: 'partner', id: partner.id, keyId: key.id }
    this.partner = partner
    this.key = key
    const { status, advanceAccess } = partner
    this.standing = { status, advanceAccess, sandboxOf: key.kind === 'test' ? partner.id : undefined }
    this.headers = endingHeaders(key)
  }
}

/** The partner that a route for partners was called by. */
export function callingPartner(request: FastifyRequest): CallingPartner {
  const caller = callerOf(request)
  if (!(caller instanceof CallingPartner)) throw new Error('The caller of this route is not a partner')
  return caller
}
