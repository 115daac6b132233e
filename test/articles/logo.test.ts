import { expect, test } from 'vitest'
import { aStaffMember } from '../support/factories.ts'
import { type Product, start } from '../support/product.ts'
import { anSvg, aPng, logoFiles } from './support/logo-files.ts'

async function putLogo(product: Product, payload: object) {
  const admin = await aStaffMember(product, 'admin')
  return admin.call('PUT', '/v1/staff/newswire/logo', { payload })
}

test.each([
  ['a script', '<script>alert(1)</script>'],
  ['a script under another prefix', '<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>'],
  ['an event handler', '<rect onload="alert(1)"/>'],
  ['an event handler on a line of its own', '<rect\nonclick = "alert(1)"/>'],
  ['a page inside', '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>'],
  ['an element of HTML', '<h:iframe xmlns:h="http://www.w3.org/1999/xhtml" srcdoc="x"/>'],
  ['a link that runs', '<a xlink:href="javascript:alert(1)"><rect/></a>'],
  ['an image from elsewhere', '<image href="https://tracker.example/pixel.png"/>'],
  ['an image inside', '<image href="data:image/png;base64,AAAA"/>'],
  ['a style from elsewhere', '<style>@import "https://tracker.example/style.css";</style>'],
  ['a pattern from elsewhere', '<rect fill="url(https://tracker.example/x.svg#a)"/>'],
])('an SVG with %s is refused', async (_, inside) => {
  const refused = await putLogo(await start(), logoFiles(inside))

  expect(refused).toHaveProblem('invalid-request')
  expect(refused.json().errors).toMatchObject([{ field: 'svg' }])
})

test.each([
  ['an entity', '<!DOCTYPE svg [<!ENTITY x "y">]>'],
  ['an attribute by default', '<!DOCTYPE svg [<!ATTLIST svg onload CDATA "alert(1)">]>'],
  ['a style sheet', '<?xml-stylesheet href="https://tracker.example/style.css"?>'],
])('an SVG whose prolog declares %s is refused', async (_, prolog) => {
  const refused = await putLogo(await start(), { svg: `${prolog}${anSvg()}`, png: aPng() })

  expect(refused).toHaveProblem('invalid-request')
})

test('references within the same SVG are taken', async () => {
  const inside = '<defs><g id="a"/></defs><use href="#a"/><rect fill="url(#a)"/>'

  expect(await putLogo(await start(), logoFiles(inside))).toHaveStatus(200)
})

test.each([
  ['nothing of an SVG', '<html></html>'],
  ['no size', anSvg('', '')],
  ['a width that no integer holds', anSvg('', 'width="99999999999999999999" height="1"')],
  ['a width beyond all numbers', anSvg('', `width="${'9'.repeat(400)}" height="1"`)],
  ['less than a pixel', anSvg('', 'width="0.1" height="0.1"')],
])('an SVG with %s is refused', async (_, svg) => {
  const refused = await putLogo(await start(), { svg, png: aPng() })

  expect(refused).toHaveProblem('invalid-request')
  expect(refused.json().errors).toMatchObject([{ field: 'svg' }])
})

test('an SVG sized in percent has the size of its view box', async () => {
  const svg = anSvg('', 'width="100%" height="100%" viewBox="0 0 320 64"')

  const { logo } = (await putLogo(await start(), { svg, png: aPng() })).json()

  expect(logo[0]).toMatchObject({ width: 320, height: 64 })
})

test.each([
  ['a GIF', Buffer.from('GIF89a').toString('base64')],
  [
    'a text that only calls itself PNG',
    Buffer.from('\x89PNG\r\n\x1a\nnothing more', 'latin1').toString('base64'),
  ],
  ['an empty file', ''],
  ['an image without a pixel', aPng(0, 0)],
  ['an image that no screen shows', aPng(10_001, 1)],
])('%s is refused as PNG', async (_, png) => {
  const refused = await putLogo(await start(), { svg: anSvg(), png })

  expect(refused).toHaveProblem('invalid-request')
  expect(refused.json().errors).toMatchObject([{ field: 'png' }])
})

test('a refused logo leaves the present one', async () => {
  const product = await start()
  const viewer = await aStaffMember(product, 'viewer')
  const before = (await viewer.get('/v1/staff/newswire')).json().logo

  await putLogo(product, logoFiles('<script/>'))

  expect((await viewer.get('/v1/staff/newswire')).json().logo).toEqual(before)
})

test('a logo file is served as what it is, for ever, and can run nothing', async () => {
  const product = await start()
  const { logo } = (await putLogo(product, logoFiles())).json()

  const file = await product.app.inject(`/brand/${logo[0].sha256}.svg`)

  expect(file).toHaveStatus(200)
  expect(file.body).toBe(logoFiles().svg)
  expect(file.headers).toMatchObject({
    'content-type': 'image/svg+xml',
    'cache-control': 'public, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
  })
  expect(file.headers['content-security-policy']).toMatch(/^default-src 'none';.*sandbox/)
})

test('a PNG is served byte for byte', async () => {
  const product = await start()
  const { logo } = (await putLogo(product, logoFiles())).json()

  const file = await product.app.inject(`/brand/${logo[1].sha256}.png`)

  expect(file.headers['content-type']).toBe('image/png')
  expect(file.rawPayload.toString('base64')).toBe(aPng())
})

test('the current logo is found under one address', async () => {
  const product = await start()
  const { logo } = (await putLogo(product, logoFiles())).json()

  const redirect = await product.app.inject('/brand/logo.png')

  expect(redirect).toHaveStatus(302)
  expect(redirect.headers.location).toBe(`/brand/${logo[1].sha256}.png`)
  expect(redirect.headers['cache-control']).toBe('public, max-age=300')
})

test('a hash that nobody knows, or with the other extension, is not found', async () => {
  const product = await start()
  const { logo } = (await putLogo(product, logoFiles())).json()

  expect(await product.app.inject(`/brand/${'0'.repeat(64)}.svg`)).toHaveProblem('not-found')
  expect(await product.app.inject(`/brand/${logo[0].sha256}.png`)).toHaveProblem('not-found')
})
