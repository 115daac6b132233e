import { invalid, type Problem } from '../../problems.ts'

const maxBodyBytes = 1_048_576
const maxNesting = 32
const maxElements = 20_000

export function requireSize(html: string): void {
  const bytes = Buffer.byteLength(html)
  if (bytes <= maxBodyBytes) return
  throw mendBody(`The body has ${bytes} bytes; send at most ${maxBodyBytes} (1 MiB), sanitized or not.`)
}

export function requireNesting(depth: number): void {
  if (depth <= maxNesting) return
  throw mendBody(`Elements are nested deeper than ${maxNesting} levels; flatten the markup.`)
}

export function requireElements(count: number): void {
  if (count <= maxElements) return
  throw mendBody(`The body has more than ${maxElements} elements; leave out markup that carries no text.`)
}

export function mendBody(message: string): Problem {
  return invalid('bodyHtml', message)
}
