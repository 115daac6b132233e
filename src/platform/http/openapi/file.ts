import type { Readable } from 'node:stream'
import { z } from 'zod'

type Shown = { value: string } | { externalValue: string }

const files = z.registry<Shown>()

/** A file as an answer. Its media type says all there is to say; shown is its text, or where one stands. */
export function fileSchema(shown: Shown) {
  return z.custom<Buffer | Readable>().register(files, shown)
}

/** The example of a file; undefined for every other shape. */
export function shownFile(shape: z.ZodType): Shown | undefined {
  return files.get(shape)
}
