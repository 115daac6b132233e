/** Who does something; named in the audit log beside every change. */
export type Actor =
  | { kind: 'staff'; id: `stf_${string}`; name: string }
  | { kind: 'partner'; id: `par_${string}`; keyId: `key_${string}` }
  | { kind: 'system'; name: string }
  | { kind: 'cli'; name: string }

export const actorKinds = ['staff', 'partner', 'system', 'cli'] as const satisfies Actor['kind'][]

/** The actor's name within its kind, as the audit log stores it. */
export function actorName(actor: Actor): string {
  return actor.kind === 'staff' || actor.kind === 'partner' ? actor.id : actor.name
}

export const staffRoles = ['viewer', 'editor', 'licensing', 'admin'] as const

export type StaffRole = (typeof staffRoles)[number]

/** Which staff may do what; admins may do everything. */
export const staffWho = {
  read: staffRoles,
  edit: ['editor', 'admin'],
  license: ['licensing', 'admin'],
  administer: ['admin'],
} as const satisfies Record<string, readonly StaffRole[]>
