import type { Product } from '../../support/product.ts'

/** The part of JSON Schema that the document uses. */
export interface JsonSchema {
  $ref?: string
  type?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: JsonSchema[]
  pattern?: string
  format?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  items?: JsonSchema
  minItems?: number
  maxItems?: number
  properties?: Record<string, JsonSchema>
  required?: string[]
  examples?: unknown[]
}

interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  required?: boolean
  schema: JsonSchema
}

interface Described {
  parameters?: (Parameter | { $ref: string })[]
  requestBody?: { required?: boolean; content: Record<string, { schema: JsonSchema }> }
  responses: Record<string, { $ref?: string }>
}

interface Document {
  paths: Record<string, Record<string, Described>>
  components: { schemas: Record<string, JsonSchema>; parameters: Record<string, Parameter> }
}

export interface Operation {
  method: string
  path: string
  parameters: Parameter[]
  body: JsonSchema | undefined
  /** Documented statuses; of a problem also its slugs. */
  responses: Record<string, string[]>
}

export async function operationsOf({ app }: Product) {
  const document: Document = (await app.inject('/openapi.json')).json()
  const { schemas, parameters } = document.components
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, described]): Operation => ({
        method: method.toUpperCase(),
        path,
        parameters: (described.parameters ?? []).map((one) =>
          '$ref' in one ? named(parameters, one.$ref) : one,
        ),
        body: described.requestBody?.content['application/json']?.schema,
        responses: Object.fromEntries(
          Object.entries(described.responses).map(([status, { $ref }]) => [status, slugsIn($ref)]),
        ),
      }),
    ),
  )
  return { operations, schemas }
}

/** The component that a reference names. */
export function named<Component>(components: Record<string, Component>, reference: string): Component {
  const component = components[lastPart(reference)]
  if (component === undefined) throw new Error(`${reference} names nothing`)
  return component
}

// A response component is named by the problems that it stands for, and whether browsers get a page.
function slugsIn(reference: string | undefined): string[] {
  if (reference === undefined) return []
  return lastPart(reference)
    .replace(/_page$/, '')
    .split('.')
}

function lastPart(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1)
}
