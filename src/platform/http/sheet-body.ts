import { errorCodes, type FastifyInstance } from 'fastify'
import { z } from 'zod'
import { requirePlainUtf8 } from './json-body.ts'

const examples = z.registry<{ sheet: string }>()

/** A body that may be CSV in place of JSON, which is then given as it was sent. */
export function orSheet<Output>(shape: z.ZodType<Output>, sheet: string): z.ZodType<Output | Buffer> {
  examples.add(shape, { sheet })
  return shape
}

/** The example of a sheet where a body may be one; undefined for every other shape. */
export function exampleSheet(shape: unknown): string | undefined {
  return shape instanceof z.ZodType ? examples.get(shape)?.sheet : undefined
}

/** Lets through CSV where a route takes it. */
export function takeSheets(app: FastifyInstance): void {
  app.addContentTypeParser('text/csv', { parseAs: 'buffer' }, (request, body, done) => {
    const type = request.headers['content-type']
    if (exampleSheet(request.routeOptions.schema?.body) === undefined)
      return done(new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(type), undefined)
    try {
      requirePlainUtf8(type)
      done(null, Buffer.from(body))
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)))
    }
  })
}
