import { z } from 'zod'
import type { Journal } from '../platform/database/journal.ts'
import { idSchema } from '../platform/ids.ts'
import { jsonIn } from '../platform/json.ts'
import type { Article } from './articles.ts'

const entrySchema = z.object({
  articleId: idSchema('art'),
  advisory: z.string(),
  internalReason: z.string().nullable(),
  /** Set where the story was never out; entries of older releases do not say. */
  embargoedUntil: z.int().nullable().optional(),
})

export type KillEntry = z.infer<typeof entrySchema>

/** What of a killed story is logged. */
export type Killed = Pick<Article, 'id' | 'advisory' | 'internalReason' | 'embargoedUntil'>

/** What the kill log says of a killed story, on one line. */
export function killEntry({ id, advisory, internalReason, embargoedUntil }: Killed): string {
  const entry: KillEntry = { articleId: id, advisory: advisory ?? '', internalReason, embargoedUntil }
  return JSON.stringify(entry)
}

/** What a log says. */
interface KillLog {
  entries: KillEntry[]
  /** The numbers of lines that say nothing. A torn one is no fault: its kill was not answered. */
  unreadable: number[]
}

export async function readKillLog(journal: Journal): Promise<KillLog> {
  const log: KillLog = { entries: [], unreadable: [] }
  for (const { text, number, torn } of await journal.lines()) {
    const { data } = entrySchema.safeParse(jsonIn(text))
    if (data) log.entries.push(data)
    else if (!torn) log.unreadable.push(number)
  }
  return log
}
