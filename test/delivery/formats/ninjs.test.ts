import { Ajv } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { formats } from '../../../src/delivery/formats/formats.ts'
import { aStory } from '../support/feed-entries.ts'
import { standard } from '../support/standards.ts'
import { aBareStory, aFullStory } from '../support/stories.ts'

const folder = '../shared/standards/ninjs'

function validatorOf(version: string) {
  const schema = standard(`${folder}/ninjs-schema_${version}.json`)
  const geoJson = standard(`${folder}/GeoJSON-schema.json`)
  if (schema === undefined || geoJson === undefined) return undefined
  const ajv = new (version === '1.6' ? Ajv : Ajv2020)({ strict: false })
  addFormats.default(ajv)
  if (version !== '1.6') ajv.addSchema(JSON.parse(geoJson))
  return ajv.compile(JSON.parse(schema))
}

test.each([
  ['ninjs', '3.1'],
  ['ninjs-2.2', '2.2'],
  ['ninjs-1.6', '1.6'],
] as const)('%s is valid under the schema of ninjs %s', (format, version) => {
  const validate = validatorOf(version)
  if (!validate) return
  for (const { article, attribution, license, publisher } of [aStory(), aFullStory(), aBareStory()]) {
    const text = formats[format].write(article, attribution, license, publisher)
    validate(JSON.parse(text))
    expect(validate.errors).toBeNull()
    const wrong = { ...z.looseObject({}).parse(JSON.parse(text)), uri: 'no address' }
    expect(validate(wrong)).toBe(false)
  }
})
