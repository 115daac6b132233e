import type { FastifyReply } from 'fastify'
import Negotiator from 'negotiator'
import { z } from 'zod'

/** Pages run no scripts and load nothing but their own styles and pictures. */
export const pageHeaders = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
}

/** A page in the API description; the example is one with this title, abridged. */
export function pageSchema(title: string) {
  return z.string().meta({ examples: [abridgedPage(title)] })
}

/** What is alike in all pages, around a title. */
export function abridgedPage(title: string): string {
  return [
    '<!doctype html>',
    '<html lang="en">',
    '  <head>',
    '    <meta charset="utf-8">',
    `    <title>${title}</title>…`,
    '  </head>',
    '  <body>…</body>',
    '</html>',
    '',
  ].join('\n')
}

/** Answers with a page for people; one with a form may send it to us alone. */
export function sendPage(reply: FastifyReply, html: string, { hasForm = false } = {}): FastifyReply {
  if (hasForm) reply.headers(formPageHeaders)
  else reply.headers(pageHeaders)
  return reply.type('text/html; charset=utf-8').send(html)
}

const formPageHeaders = {
  ...pageHeaders,
  'Content-Security-Policy': pageHeaders['Content-Security-Policy'].replace(
    "form-action 'none'",
    "form-action 'self'",
  ),
}

/**
 * Which of the media types `Accept` prefers (RFC 9110, 12.5.1): the first where it has no preference,
 * undefined where it takes none of them.
 */
export function preferredType<T extends string>(
  accept: string | undefined,
  types: readonly T[],
): T | undefined {
  if (accept === undefined) return types[0]
  const best = new Negotiator({ headers: { accept } }).mediaType([...types])
  return types.find((type) => type === best)
}
