import { z } from 'zod'
import { idSchema } from '../platform/ids.ts'
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

/** The kills in the lines of a log; what a crash tore off at the end of one is no kill that was answered. */
export function killsIn(lines: string[]): KillEntry[] {
  return lines.flatMap((line) => {
    const entry = entrySchema.safeParse(parsed(line))
    return entry.success ? [entry.data] : []
  })
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
