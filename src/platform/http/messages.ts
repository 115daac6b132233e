import { z } from 'zod'

/** What a text of each format looks like, to go on from `must be`. */
const formats: Record<string, string> = {
  email: 'an e-mail address such as desk@example.com',
  url: 'an http or https address such as https://example.com/story',
  datetime: 'a time of RFC 3339 such as 2026-05-01T06:00:00Z',
  date: 'a day such as 2026-05-01',
  base64: 'a file in base64',
}

type Issue = z.core.$ZodRawIssue
type Schema = Issue['schema']

/**
 * Says in words what is wrong with a field and what would be right, for every schema that does not say it
 * itself. The message goes on from the name of the field.
 */
function messageFor(issue: Issue): string | undefined {
  if (issue.input === undefined) return `is missing; it must be ${wanted(issue.schema)}`
  switch (issue.code) {
    case 'too_big':
      return `must ${bounded(issue.schema, 'at most', issue.maximum)}`
    case 'too_small':
      if (issue.origin !== 'number' && issue.minimum === 1) return 'must not be empty'
      return `must ${bounded(issue.schema, 'at least', issue.minimum)}`
    case 'invalid_type':
    case 'invalid_value':
    case 'invalid_format':
      return `must be ${wanted(issue.schema)}`
    case 'invalid_union':
      return issue.schema instanceof z.ZodDiscriminatedUnion ? `must be ${kindOf(issue.schema)}` : undefined
    default:
      return undefined
  }
}

z.config({ customError: messageFor })

function bounded(schema: Schema, bound: 'at most' | 'at least', count: number | bigint): string {
  if (schema instanceof z.ZodArray) return `have ${bound} ${count} ${count === 1 ? 'entry' : 'entries'}`
  return schema instanceof z.ZodNumber
    ? `be ${wanted(schema)}`
    : `be ${bound} ${count} ${count === 1 ? 'character' : 'characters'} long`
}

const otherForm = 'of another form'

function wanted(schema: Schema): string {
  if (schema instanceof z.ZodObject) return objectOf(Object.keys(schema.shape))
  if (schema instanceof z.ZodDiscriminatedUnion) return objectOf([schema.def.discriminator])
  if (schema instanceof z.ZodNumber) return numberFrom(schema)
  if (schema instanceof z.ZodEnum) return oneOf(schema.options)
  if (schema instanceof z.ZodLiteral) return oneOf([...schema.values])
  if (schema instanceof z.ZodArray) return listOf(schema.element)
  if (schema instanceof z.ZodBoolean) return 'true or false'
  if (schema instanceof z.ZodString || schema instanceof z.ZodStringFormat)
    return formats[schema.format ?? ''] ?? 'a text'
  return otherForm
}

function kindOf({ def }: z.ZodDiscriminatedUnion): string {
  const kinds = def.options.flatMap((option) => {
    const kind = option instanceof z.ZodObject ? option.shape[def.discriminator] : undefined
    return kind instanceof z.ZodLiteral ? [...kind.values] : []
  })
  return oneOf(kinds)
}

function listOf(entry: Schema | undefined): string {
  if (!entry) return 'a list'
  const examples = z.globalRegistry.get(entry)?.examples
  if (Array.isArray(examples)) return `a list such as ${JSON.stringify(examples.slice(0, 1))}`
  if (entry instanceof z.ZodPipe) return listOf(entry.in)
  const each = wanted(entry)
  return each === otherForm ? 'a list' : `a list, each entry ${each}`
}

function objectOf(fields: string[]): string {
  if (fields.length === 0) return 'an object without fields'
  return `an object with the ${fields.length === 1 ? 'field' : 'fields'} ${fields.join(', ')}`
}

function oneOf(values: unknown[]): string {
  return values.length === 1 ? String(values[0]) : `one of ${values.join(', ')}`
}

function numberFrom({ minValue, maxValue, format }: z.ZodNumber): string {
  const min = minValue !== null && minValue > Number.MIN_SAFE_INTEGER ? minValue : undefined
  const max = maxValue !== null && maxValue < Number.MAX_SAFE_INTEGER ? maxValue : undefined
  const kind = format === null ? 'a number' : 'a whole number'
  if (min === undefined && max === undefined) return kind
  if (min === undefined) return `${kind} of at most ${max}`
  return max === undefined ? `${kind} of at least ${min}` : `${kind} from ${min} to ${max}`
}
