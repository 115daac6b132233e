import { Ajv } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { RelaxNGValidator, XmlDocument, XsdValidator } from 'libxml2-wasm'
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs'
import { standard } from './standards.ts'

xmlRegisterFsInputProviders()

const ninjs = '../shared/standards/ninjs'
const versions = { ninjs: '3.1', 'ninjs-2.2': '2.2', 'ninjs-1.6': '1.6' } as const
const xsds = {
  'newsml-g2': '../shared/standards/newsml-g2/NewsML-G2_2.35-spec-All-Power.xsd',
  nitf: '../shared/standards/nitf/nitf-3-6.xsd',
} as const

export type Standardized = keyof typeof versions | keyof typeof xsds

export const standardized: Standardized[] = ['ninjs', 'ninjs-2.2', 'ninjs-1.6', 'newsml-g2', 'nitf']

/** What is wrong with documents under the schema of their format: one list for each; undefined without the schema. */
export function faultsIn(format: Standardized, texts: string[]): string[][] | undefined {
  return format === 'newsml-g2' || format === 'nitf'
    ? xmlFaults(xsds[format], texts)
    : jsonFaults(format, texts)
}

/** What is wrong with a feed under its schema; RSS has none. */
export function feedFaults(url: string, text: string): string[] {
  if (url.endsWith('.atom')) return atomFaults(text)
  const schema = url.endsWith('.json') ? standard(schemas.jsonFeed) : undefined
  return schema === undefined ? [] : schemaFaults(schema, text)
}

/** What is wrong with a problem under RFC 9457; undefined without the schema. */
export function problemFaults(text: string): string[] | undefined {
  const schema = standard(schemas.problem)
  return schema === undefined ? undefined : schemaFaults(schema, text)
}

const schemas = {
  atom: '../shared/standards/atom/atom-rfc4287.rng',
  jsonFeed: '../shared/standards/jsonfeed/schema-v1.1.json',
  problem: '../shared/standards/problem/problem-rfc9457.schema.json',
}

function atomFaults(text: string): string[] {
  const schema = standard(schemas.atom)
  if (schema === undefined) return []
  using grammar = XmlDocument.fromString(schema)
  using validator = RelaxNGValidator.fromDoc(grammar)
  return faultsUnder(validator, text)
}

function faultsUnder(validator: { validate(document: XmlDocument): void }, text: string): string[] {
  using document = XmlDocument.fromString(text)
  try {
    validator.validate(document)
    return []
  } catch (error) {
    return [String(error)]
  }
}

function schemaFaults(schema: string, text: string): string[] {
  const ajv = new (schema.includes('2020-12') ? Ajv2020 : Ajv)({ strict: false })
  addFormats.default(ajv)
  const validate = ajv.compile(JSON.parse(schema))
  validate(JSON.parse(text))
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}

function xmlFaults(path: string, texts: string[]): string[][] | undefined {
  const schema = standard(path)
  if (schema === undefined) return undefined
  using grammar = XmlDocument.fromString(schema, { url: path })
  using validator = XsdValidator.fromDoc(grammar)
  return texts.map((text) => faultsUnder(validator, text))
}

function jsonFaults(format: keyof typeof versions, texts: string[]): string[][] | undefined {
  const version = versions[format]
  const schema = standard(`${ninjs}/ninjs-schema_${version}.json`)
  const geoJson = standard(`${ninjs}/GeoJSON-schema.json`)
  if (schema === undefined || geoJson === undefined) return undefined
  const ajv = new (version === '1.6' ? Ajv : Ajv2020)({ strict: false })
  addFormats.default(ajv)
  if (version !== '1.6') ajv.addSchema(JSON.parse(geoJson))
  const validate = ajv.compile(JSON.parse(schema))
  return texts.map((text) => {
    validate(JSON.parse(text))
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
  })
}
