import type { Command } from 'commander'
import { verb } from './commands.ts'
import type { Terminal } from './terminal.ts'

/** `wirecopy serve`: the server, as `npm start` runs it. */
export function serveCommand(program: Command, terminal: Terminal): void {
  verb(
    program,
    'serve',
    'run the server; it brings the database up to date first',
    'PORT=8080 wirecopy serve',
  ).action(async ({ json }: { json?: boolean }) => {
    // The server is most of the program, and no other command should wait for it to load.
    const { serve } = await import('./serve.ts')
    await serve(terminal, json)
  })
}
