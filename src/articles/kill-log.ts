import { z } from 'zod'
import { idSchema } from '../platform/ids.ts'
import type { Article } from './articles.ts'

const entrySchema = z.object({
  articleId: idSchema('art'),
  advisory: z.string(),
  internalReason: z.string().nullable(),
})

export type KillEntry = z.infer<typeof entrySchema>

/** What the kill log says of a killed story, on one line. */
export function killEntry({
  id,
  advisory,
  internalReason,
}: Pick<Article, 'id' | 'advisory' | 'internalReason'>): string {
  return JSON.stringify({ articleId: id, advisory: advisory ?? '', internalReason } satisfies KillEntry)
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
