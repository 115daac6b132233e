import { once } from 'node:events'
import { Agent, get } from 'node:http'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { revokeApiKey } from '../../src/partners/api-keys.ts'
import { aPartner } from '../support/factories.ts'
import { actor, type Product, start } from '../support/product.ts'

/** Requests that all take the same connection. */
async function aConnection({ app }: Product) {
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  onTestFinished(() => agent.destroy())
  const ports = new Set<number | undefined>()
  const ask = async (authorization?: string) => {
    const headers = authorization === undefined ? {} : { authorization }
    const [response] = await once(get(`${address}/v1/partner`, { agent, headers }), 'response')
    ports.add(response.socket.localPort)
    return { statusCode: response.statusCode, headers: response.headers, body: await text(response) }
  }
  return { ask, ports }
}

test('the keys of two partners on one connection are told apart', async () => {
  const product = await start()
  const [one, other] = [await aPartner(product), await aPartner(product)]
  const { ask, ports } = await aConnection(product)

  for (const { id, key } of [one, one, other, one])
    expect(JSON.parse((await ask(`Bearer ${key}`)).body).id).toBe(id)

  expect(ports.size).toBe(1)
})

test('who leaves the key out, or mistypes it, is not taken for the one before', async () => {
  const product = await start()
  const { key } = await aPartner(product)
  const { ask, ports } = await aConnection(product)
  expect(await ask(`Bearer ${key}`)).toHaveStatus(200)

  expect(await ask()).toHaveProblem('key-missing')
  expect(await ask(`Bearer ${key}x`)).toHaveProblem('key-invalid')
  expect(ports.size).toBe(1)
})

test('a key that was revoked meanwhile ends on its connection as well', async () => {
  const product = await start()
  const { id, key, keyId } = await aPartner(product)
  const { ask, ports } = await aConnection(product)
  expect(await ask(`Bearer ${key}`)).toHaveStatus(200)

  await product.database.write((tx) => revokeApiKey(tx, actor, id, keyId))

  expect(await ask(`Bearer ${key}`)).toHaveProblem('key-revoked')
  expect(ports.size).toBe(1)
})
