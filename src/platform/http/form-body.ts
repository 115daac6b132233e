import { errorCodes, type FastifyInstance } from 'fastify'
import { z } from 'zod'
import { Problem } from '../../problems.ts'
import { requirePlainUtf8, textFault } from './json-body.ts'

/** How forms are sent that have no files. */
export const urlEncoded = 'application/x-www-form-urlencoded'
const types = [urlEncoded, 'multipart/form-data']
const forms = z.registry<{ form: true }>()

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A form may be sent here. What it says is not read: its address is all there is to know. */
    takesForms?: true
  }
}

/** A body that a form of a page sends: each field is text. */
export function asForm<Shape extends z.ZodType>(shape: Shape): Shape {
  forms.add(shape, { form: true })
  return shape
}

/** Whether a body is what a form sends. */
export function isForm(shape: unknown): boolean {
  return shape instanceof z.ZodType && forms.has(shape)
}

/** Lets through the forms of pages without scripts, and of mail programs, where a route takes them. */
export function takeForms(app: FastifyInstance): void {
  app.addContentTypeParser(types, { parseAs: 'buffer' }, (request, body, done) => {
    const { config, schema } = request.routeOptions
    const type = request.headers['content-type']
    if (config.takesForms) return done(null, undefined)
    if (!isForm(schema?.body) || !type?.startsWith(urlEncoded))
      return done(new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(type), undefined)
    try {
      requirePlainUtf8(type)
      done(null, fieldsOf(body.toString()))
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)))
    }
  })
}

/** What the fields of a form say; of those that are there twice, the last. Throws `invalid-request`. */
function fieldsOf(body: string): object {
  const fields = [...new URLSearchParams(body)]
  const errors = fields.flatMap(([field, text]) => {
    const message = textFault(field) ?? textFault(text)
    return message ? [{ field, message }] : []
  })
  if (errors.length > 0) throw new Problem('invalid-request', { errors })
  return Object.fromEntries(fields)
}
