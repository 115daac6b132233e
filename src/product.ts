import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { packageFile } from './platform/package-file.ts'

/** The version of this release: `1.2.0`. */
export function productVersion(): string {
  const text = readFileSync(packageFile('package.json'), 'utf8')
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version
}

/** What we call ourselves to servers that we ask, with where to read about us. */
export function userAgent(publicUrl: string): string {
  return `Wirecopy/${productVersion()} (+${publicUrl})`
}
