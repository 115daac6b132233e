import { articleProblems, standingProblems } from '../licensing/entitlement.ts'

/** Stands on every answer that shows anything of an article. */
export const attributed = [
  'Link',
  'Attribution-Affiliation',
  'Attribution-Logo',
  'Cache-Control',
  'Vary',
] as const
/** What routes for articles have in common. */
export const articles = {
  access: { by: 'partner', scope: 'articles:read', sandbox: 'also' },
  tag: 'Articles',
  responseHeaders: attributed,
  problems: [...standingProblems, 'conflict', 'storage-full'],
} as const
/** What routes for one article have in common. */
export const article = { ...articles, problems: [...articles.problems, ...articleProblems] } as const
/** What routes for the text of one article have in common. */
export const text = {
  ...article,
  requestHeaders: ['Accept', 'Accept-Encoding', 'If-None-Match'],
  problems: [...article.problems, 'not-acceptable'],
  responseHeaders: [...attributed, 'Attribution-Byline', 'License-Grant', 'ETag', 'Content-Encoding'],
} as const
