/** Lets pages of others show a file, and nothing take it for something else. */
export const forOtherPages = {
  'X-Content-Type-Options': 'nosniff',
  'Access-Control-Allow-Origin': '*',
  'Cross-Origin-Resource-Policy': 'cross-origin',
} as const

/** What the answer with such a file carries. */
export const publicFileHeaders = [
  'Cache-Control',
  'ETag',
  'Content-Security-Policy',
  'X-Content-Type-Options',
  'Access-Control-Allow-Origin',
  'Cross-Origin-Resource-Policy',
] as const
