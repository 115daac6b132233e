import type { Command } from 'commander'
import { verb } from './commands.ts'
import type { Terminal } from './terminal.ts'

// The server is most of the program, and no other command should wait for it to load.

/** `wirecopy serve`: the server, as `npm start` runs it. */
export function serveCommand(program: Command, terminal: Terminal): void {
  verb(
    program,
    'serve',
    'run the server; it brings the database up to date first',
    'PORT=8080 wirecopy serve',
  ).action(async ({ json }: { json?: boolean }) => {
    const { serve } = await import('./serve.ts')
    await serve(terminal, json)
  })
}

/** `wirecopy openapi`: the API as the server describes it under `/openapi.json`. */
export function openapiCommand(program: Command, terminal: Terminal): void {
  verb(
    program,
    'openapi',
    'print the OpenAPI document of the API; on one line with --json',
    'wirecopy openapi > openapi.json',
  ).action(async ({ json }: { json?: boolean }) => {
    const { printOpenapi } = await import('./openapi.ts')
    await printOpenapi(terminal, json)
  })
}
