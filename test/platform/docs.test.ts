import { expect, test } from 'vitest'
import { publicUrl, start } from '../support/product.ts'

test('the reference names no other host, in its page nor in its policy', async () => {
  const { app } = await start()

  const { body, headers } = await app.inject('/docs')
  const policy = String(headers['content-security-policy'])

  expect(headers['content-type']).toBe('text/html; charset=utf-8')
  expect(`${body} ${policy}`.match(/(https?:)?\/\/[\w.-]+(:\d+)?/g)).toEqual([publicUrl])
  expect(policy).toContain("default-src 'none'; script-src 'self';")
  expect(policy).not.toContain('unsafe-eval')
})

test('the reference offers nothing that would leave this server', async () => {
  const { app } = await start()

  const { body } = await app.inject('/docs')
  const given = /data-configuration="([^"]+)"/.exec(body)?.[1]?.replaceAll('&quot;', '"') ?? ''

  expect(JSON.parse(given)).toMatchObject({
    url: '/openapi.json',
    telemetry: false,
    withDefaultFonts: false,
    proxyUrl: '',
    hideClientButton: true,
    agent: { disabled: true },
    mcp: { disabled: true },
  })
})

test('its one script is served from here', async () => {
  const { app } = await start()

  const [, path = ''] = /<script src="([^"]+)"/.exec((await app.inject('/docs')).body) ?? []
  const script = await app.inject(path)

  expect(script.statusCode).toBe(200)
  expect(script.headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=86400',
    'x-content-type-options': 'nosniff',
  })
  expect(script.body).toContain('createApiReference')
})

test('the description names this server and may be kept for five minutes', async () => {
  const { app } = await start()

  const response = await app.inject('/openapi.json')

  expect(response.headers['cache-control']).toBe('public, max-age=300')
  expect(response.json()).toMatchObject({ openapi: '3.1.0', servers: [{ url: publicUrl }] })
})
