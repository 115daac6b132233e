import { staffRoles } from '../../../actor.ts'
import type { Access } from '../access.ts'

export const securitySchemes = {
  partnerKey: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'wc_live_…',
    description: 'A partner’s key. It is shown once, when it is created.',
  },
  partnerKeyAsUser: {
    type: 'http',
    scheme: 'basic',
    description:
      'A partner’s key as the user name, for software that knows Basic only; the password is ignored.',
  },
  staffToken: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'wc_staff_…',
    description: 'A token of the newswire’s staff, with one role.',
  },
} as const

type SecurityRequirement = { [Scheme in keyof typeof securitySchemes]?: [] }

/** Which credentials open a route: one of the list. */
export function securityOf(access: Access | undefined): SecurityRequirement[] {
  if (access?.by === 'partner' && access.secretIn === 'path') return []
  if (access?.by === 'partner') return [{ partnerKey: [] }, { partnerKeyAsUser: [] }]
  if (access?.by === 'staff') return [{ staffToken: [] }]
  return access?.by === 'operator' ? [{ staffToken: [] }, {}] : []
}

/** What the credentials must be good for, in words; undefined where nobody is asked for any. */
export function accessNote(access: Access | undefined): string | undefined {
  if (access?.by === 'partner' && access.secretIn === 'path') return 'The address itself is the secret.'
  if (access?.by === 'partner')
    return access.scope
      ? `Needs a partner key with the scope \`${access.scope}\`.`
      : 'Needs a partner key; any scope will do.'
  if (access?.by === 'operator') return 'Answers staff tokens, and calls from the same machine.'
  if (access?.by !== 'staff') return undefined
  const { roles } = access
  if (staffRoles.every((role) => roles.includes(role))) return 'Needs a staff token; any role will do.'
  return `Needs a staff token with the role ${roles.map((role) => `\`${role}\``).join(' or ')}.`
}
