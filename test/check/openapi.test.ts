import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { validate } from '@scalar/openapi-parser'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { openapiDocument } from '../../src/platform/http/openapi/document.ts'
import { keyPattern, parseKey } from '../../src/platform/secrets/keys.ts'
import { problemTypes } from '../../src/problems.ts'
import { methodOf } from '../http/support/routes.ts'
import { describedProduct } from './support/described.ts'

const run = promisify(execFile)
const redocly = fileURLToPath(import.meta.resolve('@redocly/cli/bin/cli.js'))
const committed = '../../openapi.json'
const remedy =
  'openapi.json is not what the routes say: run `npx vitest run --project check --update` and commit it'

const { app, routes } = describedProduct('https://wirecopy.example')
const text = `${JSON.stringify(openapiDocument(app), null, 2)}\n`

const named = z.record(z.string(), z.looseObject({}))
const exemplified = z.object({ example: z.unknown(), examples: named.default({}) }).partial()
const content = z.record(z.string(), exemplified.extend({ schema: z.unknown() }).partial())
const body = z.object({ content: content.default({}) })
const document = z
  .object({
    paths: z.record(
      z.string(),
      z.record(
        z.string(),
        z.object({
          operationId: z.string(),
          summary: z.string(),
          tags: z.tuple([z.string()]),
          parameters: z.array(
            exemplified.extend({ $ref: z.string().optional(), name: z.string().optional() }),
          ),
          requestBody: body.optional(),
          responses: z.record(z.string(), body),
        }),
      ),
    ),
    tags: z.array(z.object({ name: z.string() })),
    components: z.object({ examples: named, headers: named, responses: z.record(z.string(), body) }),
  })
  .parse(JSON.parse(text))

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    name: `${method.toUpperCase()} ${path}`,
    ...operation,
  })),
)

test('the committed description is the one that the routes give', async () => {
  await expect(text, remedy).toMatchFileSnapshot(committed)
})

test('it fits the schema of OpenAPI 3.1', async () => {
  const { valid, errors, version } = await validate(text)

  expect(errors ?? []).toEqual([])
  expect({ valid, version }).toEqual({ valid: true, version: '3.1' })
})

test('it lints clean', async () => {
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
  const lint = run(process.execPath, [redocly, 'lint', 'openapi.json', '--format=json'], { env })
  // With complaints it fails, and prints them all the same.
  const { stdout } = await lint.catch((failure: { stdout: string }) => failure)

  expect(JSON.parse(stdout)).toMatchObject({ problems: [], totals: { errors: 0, warnings: 0, ignored: 0 } })
})

test('every route is in it but refusals of methods, and nothing else is', async () => {
  const names = operations.map(({ name }) => name)
  const left: string[] = []
  for (const { method, path, url } of routes) {
    if (names.includes(`${method} ${path}`)) continue
    const { statusCode } = await app.inject({ method: methodOf(method), url })
    if (statusCode !== 405) left.push(`${method} ${path}`)
  }

  expect(left).toEqual([])
  expect(names.filter((name) => !routes.some(({ method, path }) => name === `${method} ${path}`))).toEqual([])
})

test('whatever is sent or answered has an example, and what is no file has a shape', () => {
  const bodies = [
    ...operations.flatMap(({ name, requestBody, responses }) => [
      ...(requestBody ? [{ name, ...requestBody }] : []),
      ...Object.entries(responses).map(([status, answer]) => ({ name: `${name} ${status}`, ...answer })),
    ]),
    ...Object.entries(document.components.responses).map(([name, answer]) => ({ name, ...answer })),
  ]
  const media = bodies.flatMap(({ name, content }) =>
    Object.entries(content).map(([type, one]) => ({ name: `${name} ${type}`, type, ...one })),
  )
  const bare = media.filter((one) => !hasExample(one))
  const files = media.filter(({ schema }) => schema === undefined)

  expect(media.length).toBeGreaterThan(operations.length)
  expect(bare.map(({ name }) => name)).toEqual([])
  expect(new Set(files.map(({ type }) => type))).toEqual(
    new Set([
      'application/pdf',
      'application/zip',
      'image/avif',
      'image/jpeg',
      'image/png',
      'image/svg+xml',
      'image/webp',
      'text/css',
      'text/csv',
      'text/javascript',
    ]),
  )
})

test('every parameter has an example', () => {
  const parameters = operations.flatMap(({ name, parameters }) =>
    parameters.map((parameter) => ({ at: `${name}: ${parameter.name}`, ...parameter })),
  )
  const bare = parameters.filter((parameter) => !parameter.$ref && !hasExample(parameter))

  expect(parameters.length).toBeGreaterThan(0)
  expect(bare.map(({ at }) => at)).toEqual([])
})

function hasExample({ example, examples = {} }: z.infer<typeof exemplified>): boolean {
  return example !== undefined || Object.keys(examples).length > 0
}

test('operations have names of their own and stand under headings that are used', () => {
  const names = operations.map(({ operationId }) => operationId)
  const headings = operations.flatMap(({ tags }) => tags)

  expect(new Set(names).size).toBe(names.length)
  expect(new Set(headings)).toEqual(new Set(document.tags.map(({ name }) => name)))
})

test('every problem that we know can be found in it, and no other', () => {
  const slugs = text.matchAll(/"https:\/\/wirecopy\.example\/problems\/([\w-]+)"/g)

  expect(new Set([...slugs].map(([, slug]) => slug))).toEqual(new Set(Object.keys(problemTypes)))
  expect(Object.keys(document.components.examples).sort()).toEqual(Object.keys(problemTypes).sort())
})

test('every header that is described stands on some answer', () => {
  const unused = Object.keys(document.components.headers).filter(
    (name) => !text.includes(`"#/components/headers/${name}"`),
  )

  expect(unused).toEqual([])
})

test('no key in an example could be one', () => {
  const keys = text.match(keyPattern) ?? []

  expect(keys.length).toBeGreaterThan(0)
  expect(keys.filter((key) => parseKey(key))).toEqual([])
})
