import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { signReceipt } from '../../src/licensing/proof/receipt.ts'
import { aKey, someClaims } from '../licensing/support/signing.ts'
import { anArticle, aPartner } from '../support/factories.ts'
import { aFolder } from '../support/folders.ts'
import { start } from '../support/product.ts'
import { aCommandLineAlone } from './support/wirecopy.ts'

async function aReceiptFile(change = (receipt: string) => receipt) {
  const folder = await aFolder('receipt')
  const { kid, sign, keys } = await aKey()
  const [file, jwks] = [join(folder, 'receipt.txt'), join(folder, 'jwks.json')]
  await writeFile(file, `${change(await signReceipt(sign, someClaims()))}\n`)
  await writeFile(jwks, JSON.stringify(keys))
  return { kid, file, jwks }
}

test('a receipt is verified with a file of keys and nothing else', async () => {
  const { kid, file, jwks } = await aReceiptFile()
  const { wirecopy, json } = aCommandLineAlone()

  const { code, out } = await wirecopy('verify-receipt', file, '--jwks', jwks)

  expect(code).toBe(0)
  expect(out).toContain(`valid, by the key ${kid}`)
  expect(out).toContain('Gazette')
  expect(await json('verify-receipt', file, '--jwks', jwks)).toEqual({ valid: true, kid, ...someClaims() })
})

test('a receipt that was changed fails', async () => {
  const { file, jwks } = await aReceiptFile((receipt) => receipt.replace(/.$/, '!'))
  const { wirecopy } = aCommandLineAlone()

  const told = await wirecopy('verify-receipt', file, '--jwks', jwks)
  const asJson = await wirecopy('verify-receipt', file, '--jwks', jwks, '--json')

  expect(told).toEqual({
    code: 1,
    out: '',
    err: `${file} holds no receipt that one of these keys has signed.\n`,
  })
  expect({ code: asJson.code, out: asJson.out }).toEqual({ code: 1, out: '{"valid":false}\n' })
})

test('what cannot be read, or holds no keys, is said', async () => {
  const { file, jwks } = await aReceiptFile()
  const { wirecopy } = aCommandLineAlone()

  expect(await wirecopy('verify-receipt', '/nowhere/x', '--jwks', jwks)).toMatchObject({
    code: 1,
    err: '/nowhere/x cannot be read.\n',
  })
  expect(await wirecopy('verify-receipt', file, '--jwks', file)).toMatchObject({
    code: 1,
    err: `${file} holds no set of public keys (JWKS).\n`,
  })
})

test('without a file of keys the server is asked for them', async () => {
  const product = await start()
  const [partner, article] = [await aPartner(product), await anArticle(product)]
  const { headers } = await partner.get(`/v1/articles/${article.id}`)
  const grant = String(headers['license-grant']).slice(1, -1)
  const file = join(await aFolder('receipt'), 'receipt.txt')
  await writeFile(file, (await partner.get(`/v1/grants/${grant}`)).json().receipt)
  const url = await product.app.listen({ host: '127.0.0.1', port: 0 })
  const { within } = aCommandLineAlone()

  const asked = await within(['verify-receipt', file], { env: { PUBLIC_URL: url } })
  const named = await within(['verify-receipt', file, '--jwks', `${url}/.well-known/jwks.json`])
  const wrong = await within(['verify-receipt', file, '--jwks', `${url}/nowhere`])

  expect([asked.code, named.code]).toEqual([0, 0])
  expect(wrong.err).toBe(`${url}/nowhere answers with 404; give the keys as --jwks FILE.\n`)
})
