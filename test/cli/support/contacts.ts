import { eq } from 'drizzle-orm'
import { contacts } from '../../../src/partners/tables.ts'
import { isId } from '../../../src/platform/ids.ts'
import type { TestDatabase } from '../../support/databases.ts'
import { open } from '../../support/template.ts'

/** The partner, with every contact confirmed as if each had followed its link. */
export async function confirmed({ url }: TestDatabase, partnerId: string): Promise<string> {
  if (!isId('par', partnerId)) throw new Error(`${partnerId} is no partner`)
  const database = await open(url, Date.now)
  await database.write(async (tx) => {
    await tx.update(contacts).set({ confirmedAt: tx.now }).where(eq(contacts.partnerId, partnerId))
  })
  await database.close()
  return partnerId
}
