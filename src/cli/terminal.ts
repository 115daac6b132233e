import type { Network } from '../platform/fetch/network.ts'
import type { ResolveTxt } from '../platform/fetch/txt-records.ts'

export interface Output {
  write(text: string): unknown
  isTTY?: boolean | undefined
  columns?: number | undefined
}

/** What a command reads from and writes to; a process is one. */
export interface Terminal {
  stdin: AsyncIterable<string | Uint8Array>
  stdout: Output
  stderr: Output
  env: Record<string, string | undefined>
  /** How other servers are reached, where not by means of the system. */
  network?: Network
  /** How TXT records are looked up, where not by means of the system. */
  resolveTxt?: ResolveTxt
}

const narrowest = 40
const usual = 80

/** The columns of a screen; undefined where the output is a file or a pipe and need not fit. */
export function widthOf({ isTTY, columns }: Output): number | undefined {
  return isTTY ? Math.max(columns ?? usual, narrowest) : undefined
}

/** Answers with one JSON document, or with text for people. */
export function answer(terminal: Terminal, asJson: boolean | undefined, wire: unknown, text: string): void {
  terminal.stdout.write(`${asJson ? JSON.stringify(wire) : text.trimEnd()}\n`)
}

/** Answers with a file, however long it is. */
export async function writeFile({ stdout }: Terminal, file: AsyncIterable<unknown>): Promise<void> {
  for await (const part of file) stdout.write(String(part))
}
