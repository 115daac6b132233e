import { eq } from 'drizzle-orm'
import { listEntries, raise } from '../../../src/partners/attention/entries.ts'
import { contacts } from '../../../src/partners/tables.ts'
import { isId } from '../../../src/platform/ids.ts'
import type { TestDatabase } from '../../support/databases.ts'
import { open } from '../../support/opening.ts'

/** An entry of the attention list about a partner. */
export async function attention({ url }: TestDatabase, partnerId: string): Promise<string> {
  if (!isId('par', partnerId)) throw new Error(`${partnerId} is no partner`)
  const database = await open(url, Date.now)
  const cause = {
    kind: 'domain-failing',
    subject: 'gazette.example',
    note: 'It stopped.',
    partnerId,
  } as const
  await database.write((tx) => raise(tx, cause))
  const [entry] = await listEntries(database.read, { partner: partnerId, state: 'open', limit: 1 })
  await database.close()
  return entry?.id ?? ''
}

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
