import { readFileSync } from 'node:fs'
import fastify, { LogController } from 'fastify'
import { createLog } from '../../src/platform/log.ts'
import { answersSchema } from './answers.ts'

// What the product is measured against: Fastify with the product's log, and nothing else.
const [file = ''] = process.argv.slice(2)
const answers = answersSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
const app = fastify({
  loggerInstance: createLog('info'),
  logController: new LogController({ disableRequestLogging: true }),
})
for (const { name, status, headers, body } of answers) {
  const bytes = body === '' ? undefined : Buffer.from(body, 'base64')
  app.get(`/${name}`, (_, reply) => {
    reply.code(status).headers(headers).send(bytes)
  })
}
await app.listen({ host: '127.0.0.1', port: 0 })
process.on('SIGTERM', () => void app.close().then(() => process.exit()))
