import { z } from 'zod'

export type JsonSchema = z.core.JSONSchema.BaseSchema

const reference = '#/components/schemas/'

/** What operations refer to: named schemas and the answers that many of them share. */
export class Components {
  readonly schemas: Record<string, JsonSchema> = {}
  readonly responses: Record<string, object> = {}
  readonly examples: Record<string, object> = {}

  /** A shape as JSON Schema 2020-12, as it is sent to us or by us; what has an id becomes a component. */
  schema(shape: z.ZodType, sentBy: 'caller' | 'us'): JsonSchema {
    const io = sentBy === 'caller' ? 'input' : 'output'
    const whole = z.toJSONSchema(shape, {
      io,
      override: ({ zodSchema, jsonSchema }) => {
        simplify(jsonSchema, io)
        // zod takes examples for outcomes and leaves them out where input is transformed; ours are of input.
        const { examples } = z.globalRegistry.get(zodSchema) ?? {}
        if (Array.isArray(examples) && !jsonSchema.$ref) jsonSchema.examples = examples
      },
    })
    const { $schema: _, $defs = {}, ...schema } = referring(whole)
    for (const [name, named] of Object.entries($defs)) this.name(name, named)
    return schema
  }

  /** An example put together from the examples of the parts; undefined where there are none. */
  exampleOf(schema: JsonSchema | undefined): unknown {
    if (!schema) return undefined
    if (schema.$ref) return this.exampleOf(this.schemas[schema.$ref.slice(reference.length)])
    const given = schema.examples?.[0] ?? schema.const ?? schema.default ?? schema.enum?.[0]
    if (given !== undefined) return given
    if (schema.properties) return this.exampleOfObject(schema.properties)
    if (schema.anyOf) return this.exampleOf(partOf(schema.anyOf[0]))
    if (schema.type === 'array') {
      const entry = this.exampleOf(partOf(schema.items))
      return entry === undefined ? [] : [entry]
    }
    return [schema.type].flat().some((type) => type === 'null') ? null : undefined
  }

  private exampleOfObject(properties: NonNullable<JsonSchema['properties']>) {
    const examples = Object.entries(properties).map(([name, part]) => [name, this.exampleOf(partOf(part))])
    return Object.fromEntries(examples.filter(([, example]) => example !== undefined))
  }

  private name(name: string, schema: JsonSchema): void {
    const known = this.schemas[name]
    if (known && JSON.stringify(known) !== JSON.stringify(schema))
      throw new Error(`Two schemas are called ${name}`)
    this.schemas[name] = schema
  }
}

/** A schema in a place where JSON Schema also allows `true`, `false` and lists. */
export function partOf(part: unknown): JsonSchema | undefined {
  return isObject(part) ? part : undefined
}

function isObject(part: unknown): part is JsonSchema {
  return typeof part === 'object' && part !== null && !Array.isArray(part)
}

function referring(schema: JsonSchema): JsonSchema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', `"${reference}`))
}

function simplify(schema: JsonSchema, io: 'input' | 'output'): void {
  // The format says it already, and zod's patterns for formats are not for people.
  if (schema.format) delete schema.pattern
  if (io === 'input') return
  // Clients must not break when an answer gains a field.
  if (schema.additionalProperties === false) delete schema.additionalProperties
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum
}
