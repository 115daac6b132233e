#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { follow } from './follow-command.ts'
import { WrongUsage } from './usage.ts'

const usage = `Usage: wirecopy-client follow --to DIR [options]

Writes every change as a file of its own into a folder, in their order, and goes on until it is stopped (SIGTERM
or Ctrl-C). Started again it goes on where it was. Kills and withdrawals are files, too: they say what to take down.

  --to DIR         the folder; it is made where there is none
  --format FORMAT  json, ninjs, ninjs-2.2, ninjs-1.6, newsml-g2, nitf, nitf-plain, html, embed, text, markdown
                   or jsonld (default: json)
  --url URL        where the server is (default: WIRECOPY_URL)
  --key KEY        your key; better in WIRECOPY_KEY, since others on this machine see what commands are called with
  --after CURSOR   where to begin the first time, or now (default: from the beginning)
  --help           this text
`

const options = {
  to: { type: 'string' },
  format: { type: 'string', default: 'json' },
  url: { type: 'string' },
  key: { type: 'string' },
  after: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const

const ending = new AbortController()
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => ending.abort())

process.exitCode = await run().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error)
  process.stderr.write(`wirecopy-client: ${message}\n`)
  return error instanceof WrongUsage ? 2 : 1
})

async function run(): Promise<number> {
  const { values, positionals } = parsed()
  if (values.help) {
    process.stdout.write(usage)
    return 0
  }
  const [command, ...more] = positionals
  if (command !== 'follow' || more.length > 0)
    throw new WrongUsage(`The command is follow, not ${positionals.join(' ') || 'nothing'}; see --help`)
  const { url = process.env.WIRECOPY_URL, key = process.env.WIRECOPY_KEY, ...others } = values
  await follow(
    { ...others, url, key },
    { signal: ending.signal, say: (line) => process.stderr.write(`${line}\n`) },
  )
  return 0
}

function parsed() {
  try {
    return parseArgs({ options, allowPositionals: true })
  } catch (error) {
    throw new WrongUsage(error instanceof Error ? error.message : String(error))
  }
}
