import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { z } from 'zod'
import { openapiDocument } from '../../../src/platform/http/openapi/document.ts'

const headerSchema = z.object({ required: z.boolean(), schema: z.looseObject({}) })
const referable = z.union([z.object({ $ref: z.string() }), headerSchema])
const answerSchema = z.object({
  headers: z.record(z.string(), referable),
  content: z.record(z.string(), z.unknown()).optional(),
})
const operationSchema = z.object({
  responses: z.record(z.string(), z.union([z.object({ $ref: z.string() }), answerSchema])),
})
const documentSchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
  components: z.object({
    headers: z.record(z.string(), headerSchema),
    responses: z.record(z.string(), answerSchema),
  }),
})

// What HTTP itself says; the description leaves it out.
const ofHttp = ['content-type', 'content-length', 'date', 'connection', 'transfer-encoding']

/** The API description, to hold answers against. */
export class Description {
  private readonly document: z.infer<typeof documentSchema>
  // Headers are text, whatever they say.
  private readonly bodies = new Ajv2020({ strict: false, allErrors: true })
  private readonly headers = new Ajv2020({ strict: false, coerceTypes: true })

  constructor(app: Pick<FastifyInstance, 'described'>) {
    const whole: unknown = JSON.parse(JSON.stringify(openapiDocument(app)))
    this.document = documentSchema.parse(whole)
    addFormats.default(this.bodies)
    this.bodies.addSchema({ $id: 'openapi', ...z.looseObject({}).parse(closed(whole)) })
  }

  /** The operations as `GET /v1/articles/{id}`. */
  get operations(): string[] {
    return Object.entries(this.document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
  }

  /** Where an answer differs from what the description says of the operation. */
  faultsOf(operation: string, { statusCode, headers, body }: LightMyRequestResponse): string[] {
    const [method = '', path = ''] = operation.split(' ')
    const where = ['paths', path, method.toLowerCase(), 'responses', String(statusCode)]
    const given = this.document.paths[path]?.[method.toLowerCase()]?.responses[statusCode]
    if (!given) return [`${operation} answers ${statusCode}: ${body.slice(0, 300)}`]

    const name = '$ref' in given ? given.$ref.split('/').at(-1) : undefined
    const answer = '$ref' in given ? this.document.components.responses[name ?? ''] : given
    if (!answer) return [`${name} is not described`]
    const pointer = name === undefined ? where : ['components', 'responses', name]
    return [
      ...this.faultsOfHeaders(answer.headers, headers),
      ...this.faultsOfBody(Object.keys(answer.content ?? {}), pointer, headers, body),
    ].map((fault) => `${operation} ${statusCode}: ${fault}`)
  }

  private faultsOfHeaders(
    described: z.infer<typeof answerSchema>['headers'],
    sent: LightMyRequestResponse['headers'],
  ) {
    const faults: string[] = []
    const names = Object.keys(described).map((name) => name.toLowerCase())
    for (const [name, reference] of Object.entries(described)) {
      const header = '$ref' in reference ? this.document.components.headers[name] : reference
      const value = sent[name.toLowerCase()]
      if (value === undefined && header?.required) faults.push(`${name} is missing`)
      if (
        value !== undefined &&
        header &&
        !this.headers.validate({ properties: { value: header.schema } }, { value })
      )
        faults.push(`${name}: ${value} ${this.headers.errorsText()}`)
    }
    const others = Object.keys(sent).filter((name) => !names.includes(name) && !ofHttp.includes(name))
    return [...faults, ...others.map((name) => `${name} is not described`)]
  }

  private faultsOfBody(
    types: string[],
    pointer: string[],
    headers: LightMyRequestResponse['headers'],
    body: string,
  ) {
    const sent = String(headers['content-type'] ?? '')
    if (types.length === 0) return body === '' ? [] : ['has a body']
    const type = types.find((one) => `${sent};`.startsWith(`${one};`))
    if (type === undefined) return [`${sent} is not one of ${types.join(', ')}`]
    if (!type.endsWith('json')) return []
    const validate = this.validatorAt([...pointer, 'content', type, 'schema'])
    return validate(JSON.parse(body)) ? [] : [this.bodies.errorsText(validate.errors)]
  }

  private validatorAt(pointer: string[]): ValidateFunction {
    const path = pointer.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
    return this.bodies.compile({ $ref: `openapi#/${path.join('/')}` })
  }
}

// For this comparison an answer may have no field that is not described.
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed)
  if (typeof value !== 'object' || value === null) return value
  const parts = Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, name === 'allOf' ? part : closed(part)]),
  )
  return parts.type === 'object' && parts.properties && parts.additionalProperties === undefined
    ? { ...parts, additionalProperties: false }
    : parts
}
