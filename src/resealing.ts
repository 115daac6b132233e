import type { Actor } from './actor.ts'
import { sourceCredentials } from './articles/import/resealing.ts'
import { formerWebhookSecrets, webhookSecrets } from './delivery/webhooks/resealing.ts'
import { signingKeySecrets } from './licensing/proof/resealing.ts'
import { testKeySecrets } from './partners/resealing.ts'
import { audit } from './platform/audit/audit.ts'
import type { Database, Queries } from './platform/database/database.ts'
import type { Sealer } from './platform/secrets/sealed.ts'

const rowsPerWrite = 200

// The key of the audit log is sealed anew whenever a database is opened.
const kinds = [webhookSecrets, formerWebhookSecrets, testKeySecrets, sourceCredentials, signingKeySecrets]

/** How many secrets of each kind are sealed under a former SECRET_KEY, or were. */
interface Resealing {
  name: string
  rows: number
}

/** What opens with SECRET_KEY_PREVIOUS alone. */
export async function staleSecrets(queries: Queries, sealer: Sealer): Promise<Resealing[]> {
  const found: Resealing[] = []
  for (const kind of kinds) found.push({ name: kind.name, rows: await kind.count(queries, sealer) })
  return found
}

/** Seals all of it under SECRET_KEY, a part at a time; broken off, it goes on when it is done again. */
export async function reseal(
  database: Database,
  actor: Actor,
  sealer: Sealer,
  told: (done: number) => void,
): Promise<Resealing[]> {
  const sealed: Resealing[] = []
  let total = 0
  for (const { name, reseal } of kinds) {
    let rows = 0
    for (let some = rowsPerWrite; some === rowsPerWrite; ) {
      some = await database.write(async (tx) => {
        const count = await reseal(tx, sealer, rowsPerWrite)
        if (count > 0) await audit(tx, actor, 'secrets.reseal', name, { count })
        return count
      })
      rows += some
      total += some
      told(total)
    }
    sealed.push({ name, rows })
  }
  return sealed
}
