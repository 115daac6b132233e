import { expect, test } from 'vitest'
import { start } from '../support/product.ts'
import { aCommandLineAlone, commandLineOn } from './support/wirecopy.ts'

test('the API is described as the server describes it', async () => {
  const { app, storage } = await start()

  const described = await commandLineOn(storage).json('openapi')

  expect(described).toEqual((await app.inject('/openapi.json')).json())
})

test('describing the API needs no database, and people get it on many lines', async () => {
  const { code, out, err } = await aCommandLineAlone().wirecopy('openapi')

  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(JSON.parse(out)).toMatchObject({ openapi: '3.1.0' })
  expect(out.split('\n').length).toBeGreaterThan(100)
})
