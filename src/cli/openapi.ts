import { createApp } from '../app.ts'
import { loadConfig } from '../config.ts'
import { systemClock } from '../platform/clock.ts'
import { absentDatabase } from '../platform/database/absent.ts'
import { openapiDocument } from '../platform/http/openapi/document.ts'
import { createLog } from '../platform/log.ts'
import { answer, type Terminal } from './terminal.ts'

/** Prints the API as this release has it; needs no database. */
export async function printOpenapi(terminal: Terminal, asJson: boolean | undefined): Promise<void> {
  const { app } = createApp({
    config: loadConfig(terminal.env),
    database: absentDatabase(),
    clock: systemClock,
    log: createLog('silent'),
  })
  const document = openapiDocument(app)
  await app.close()
  answer(terminal, asJson, document, JSON.stringify(document, null, 2))
}
