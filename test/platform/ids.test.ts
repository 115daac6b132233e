import fc from 'fast-check'
import { typeidUnboxed } from 'typeid-js'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { type Id, idSchema, isId, newId } from '../../src/platform/ids.ts'

const ARTICLE_ID = 'art_01h455vb4pex5vsknk084sn02q'

test('a new id is a TypeID of its kind', () => {
  const id: Id<'par'> = newId('par')
  expect(isId('par', id)).toBe(true)
  expect(isId('art', id)).toBe(false)
})

test('ids made one after the other sort in that order', () => {
  const ids = Array.from({ length: 1000 }, () => newId('grt'))
  expect(ids.toSorted()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
})

test('every id of the reference implementation is taken', () => {
  expect(isId('req', typeidUnboxed('req'))).toBe(true)
  expect(isId('art', 'art_7zzzzzzzzzzzzzzzzzzzzzzzzz')).toBe(true)
})

test.each([
  'art_8zzzzzzzzzzzzzzzzzzzzzzzzz',
  'art_01h455vb4pex5vsknk084sn02',
  'art_01h455vb4pex5vsknk084sn02qq',
  'art_01h455vb4pex5vsknk084sn02u',
  'art_01H455VB4PEX5VSKNK084SN02Q',
  'art_01h455vb4pex5vsknk084sn02q\n',
  'art01h455vb4pex5vsknk084sn02q',
  'art_',
  '',
])('%j is no article id', (text) => {
  expect(isId('art', text)).toBe(false)
  expect(idSchema('art').safeParse(text).success).toBe(false)
})

test('the schema agrees with the check on any text', () => {
  const almost = fc.stringMatching(/^art_[0-9a-v]{26}$/)
  fc.assert(
    fc.property(fc.oneof(fc.string(), almost), (text) => {
      expect(idSchema('art').safeParse(text).success).toBe(isId('art', text))
    }),
  )
})

test('the schema gives a typed id, an OpenAPI pattern and a message with an example', () => {
  const id: Id<'art'> = idSchema('art').parse(ARTICLE_ID)
  expect(id).toBe(ARTICLE_ID)
  expect(z.toJSONSchema(idSchema('art'))).toMatchObject({
    type: 'string',
    pattern: '^art_[0-7][0-9a-hjkmnp-tv-z]{25}$',
  })
  expect(idSchema('art').safeParse('7').error?.issues[0]?.message).toBe(
    `is no article id; one looks like ${ARTICLE_ID}`,
  )
})
