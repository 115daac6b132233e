import { existsSync, readFileSync } from 'node:fs'

/** The file of a standard; undefined, and said so, where the folder is not at hand. */
export function standard(path: string): string | undefined {
  if (existsSync(path)) return readFileSync(path, 'utf8')
  process.stdout.write(`${path} is missing: nothing was validated with it\n`)
  return undefined
}
