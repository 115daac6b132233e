import { approve } from '../../src/licensing/agreements.ts'
import { createApiKey } from '../../src/partners/api-keys.ts'
import { type Partner, registerPartner } from '../../src/partners/partners.ts'
import type { Database, Tx } from '../../src/platform/database/database.ts'

/** Who fills libraries. */
export const actor = { kind: 'system', name: 'bench' } as const

/** An approved partner. */
export async function aPartner(tx: Tx, domain = 'gazette.example'): Promise<Partner> {
  const partner = await registerPartner(tx, actor, {
    name: 'Example Gazette',
    domains: [domain],
    audience: { monthlyUniques: 1_000_000 },
    contacts: [{ role: 'urgent', email: `desk@${domain}` }],
  })
  await approve(tx, actor, partner.id, {})
  return partner
}

/** One with as many keys as asked for. */
export async function aPartnerWithKeys(database: Database, count: number): Promise<string[]> {
  return database.write(async (tx) => {
    const partner = await aPartner(tx)
    const keys: string[] = []
    for (let number = 0; number < count; number++)
      keys.push((await createApiKey(tx, actor, partner.id, { name: `bench ${number}` })).key)
    return keys
  })
}
