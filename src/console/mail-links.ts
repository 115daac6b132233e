import type { FastifyReply } from 'fastify'
import type { VNode } from 'preact'
import { z } from 'zod'
import { sendPage } from '../platform/http/page.ts'
import { render } from './layout.tsx'

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

/** Answers with such a page. Its form goes to us alone. */
export function sendLinkedPage(reply: FastifyReply, page: VNode): FastifyReply {
  return sendPage(reply.header('Cache-Control', 'no-store'), render(page), { hasForm: true })
}
