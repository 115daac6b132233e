import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** The version of this release: `1.2.0`. */
export function productVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version
}

/** What we call ourselves to servers that we ask, with where to read about us. */
export function userAgent(publicUrl: string): string {
  return `Wirecopy/${productVersion()} (+${publicUrl})`
}
