import type { ProblemSlug } from '../../../src/problems.ts'

/** A status, or the slug of a problem. */
export type Outcome = number | ProblemSlug
/** What each caller gets, by the names that callers.ts gives them. */
export type Outcomes = Record<string, Outcome>

const strangers: Outcomes = {
  'no key': 'key-missing',
  'a malformed key': 'key-invalid',
  'an unknown key': 'key-invalid',
  'a test key': 'key-wrong-kind',
  'a revoked key': 'key-revoked',
  'an expired key': 'key-expired',
}
const badTokens: Outcomes = {
  'an unknown token': 'key-invalid',
  'a revoked token': 'key-revoked',
  'an expired token': 'key-expired',
}
const partners = [
  'an applied partner',
  'a suspended partner',
  'a terminated partner',
  'a key without the scope',
  'a key for another network',
  'a key for this network',
  'a key that makes keys',
  'a key for webhooks',
  'an approved partner',
]
const roles = { viewer: 'a viewer', editor: 'an editor', licensing: 'a licensor', admin: 'an admin' }
const staffNames = Object.values(roles)

/** Whoever calls gets the same. */
export function everybody(outcome: Outcome): Outcomes {
  return all([...Object.keys(strangers), ...Object.keys(badTokens), ...partners, ...staffNames], outcome)
}

/** For partners of any standing, with a key of any scope. */
export function anyPartner(outcome: Outcome): Outcomes {
  return {
    ...strangers,
    ...all(partners, outcome),
    'a key for another network': 'address-not-allowed',
    ...all([...Object.keys(badTokens), ...staffNames], 'key-wrong-kind'),
  }
}

/** For partners of any standing, with a key that has the route's scope. */
export function scopedPartner(outcome: Outcome): Outcomes {
  return {
    ...anyPartner(outcome),
    'a key without the scope': 'scope-missing',
    'a key for webhooks': 'scope-missing',
  }
}

/** For partners of any standing, with a key that may manage keys. */
export function keyManager(outcome: Outcome): Outcomes {
  return { ...anyPartner('scope-missing'), 'a key that makes keys': outcome }
}

/** For partners of any standing, with a key that may manage webhooks. */
export function webhookManager(outcome: Outcome): Outcomes {
  return { ...anyPartner('scope-missing'), 'a key for webhooks': outcome }
}

/** For those who may follow changes: approved ones, and suspended and terminated ones for what they hold. */
export function formerPartner(outcome: Outcome): Outcomes {
  return { ...scopedPartner(outcome), 'an applied partner': 'partner-not-approved' }
}

/** For approved partners with the scope. */
export function approvedPartner(outcome: Outcome): Outcomes {
  return {
    ...formerPartner(outcome),
    'a suspended partner': 'partner-suspended',
    'a terminated partner': 'partner-terminated',
  }
}

/** The same, and what a test key gets where it is let in. */
export function alsoSandbox(outcomes: Outcomes, outcome: Outcome): Outcomes {
  return { ...outcomes, 'a test key': outcome }
}

/** For test keys alone. */
export function sandboxOnly(outcome: Outcome): Outcomes {
  return {
    ...everybody('key-wrong-kind'),
    'no key': 'key-missing',
    'a malformed key': 'key-invalid',
    'a test key': outcome,
  }
}

/** For staff with one of the roles. */
export function staff(allowed: readonly (keyof typeof roles)[], outcome: Outcome): Outcomes {
  return {
    ...strangers,
    ...all([...partners, 'an unknown key', 'a revoked key', 'an expired key'], 'key-wrong-kind'),
    ...badTokens,
    ...all(staffNames, 'role-missing'),
    ...all(
      allowed.map((role) => roles[role]),
      outcome,
    ),
  }
}

function all(names: readonly string[], outcome: Outcome): Outcomes {
  return Object.fromEntries(names.map((name) => [name, outcome]))
}

/** What a response amounts to. */
export function outcomeOf({ statusCode, body, headers }: Answer): Outcome | string {
  if (!String(headers['content-type']).startsWith('application/problem+json')) return statusCode
  return new URL(JSON.parse(body).type).pathname.replace('/problems/', '')
}

interface Answer {
  statusCode: number
  body: string
  headers: Record<string, unknown>
}
