import { z } from 'zod'

const maxToken = 200

/** What the last step of a link in a mail is. */
export const tokenParams = z.object({
  token: z
    .string()
    .max(maxToken)
    .meta({ description: 'As the link in a mail has it.', examples: ['v1.fJ2k.Zx0q.9aQe.m3Yt'] }),
})

/** The page behind a link in a mail is for whoever has it, and kept by nobody between. */
export const linkedPage = {
  access: { by: 'public' },
  tag: 'Pages',
  problems: ['not-found'],
  responseHeaders: ['Cache-Control'],
} as const
