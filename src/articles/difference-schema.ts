import { z } from 'zod'

const piecesSchema = z.array(
  z.object({ op: z.enum(['same', 'added', 'removed']), text: z.string() }).meta({ id: 'DifferencePiece' }),
)

/** What every comparison of two versions of a story shows. */
export const differenceFields = {
  granularity: z
    .enum(['words', 'blocks'])
    .describe('`blocks` where some texts differ too much for words: they are given whole.'),
  headline: piecesSchema,
  subhead: piecesSchema,
  summary: piecesSchema,
  byline: piecesSchema,
  blocks: z.array(piecesSchema).describe('The plain text, a list for each block.'),
}

const numberPattern = /^[1-9]\d{0,5}$/

/** The number of a revision, as addresses have it. */
export const revisionNumberSchema = z
  .string()
  .regex(numberPattern, 'must be the number of a revision, 1 or more')
  .transform(Number)
  .meta({ examples: ['2'] })

/** In which form a comparison is wanted, and with what. */
export const differenceFormats = ['json', 'html'] as const
