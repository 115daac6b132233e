import { expect, test } from 'vitest'
import { checkUrl } from '../../../src/platform/fetch/check-url.ts'

test.each([
  'https://example.com',
  'http://example.com:80/feed',
  'https://example.com:443/feed?page=2#top',
  'http://example.com:443/',
  'HTTPS://Example.COM/',
  'https://bücher.example/',
  'https://8.8.8.8/',
  'https://[2606:4700::1111]/',
  'https://example.com/mail@example.com',
])('%s may be fetched', (url) => {
  expect(checkUrl(url)).toMatchObject({ allowed: true })
})

test.each([
  ['ftp://example.com/', 'must be an http or https address'],
  ['file:///etc/passwd', 'must be an http or https address'],
  ['example.com', 'must be an http or https address'],
  ['https:example.com', 'must be an http or https address'],
  ['https:///example.com', 'must be an http or https address'],
  ['http://256.1.1.1/', 'must be an http or https address'],
  ['http://[::1', 'must be an http or https address'],
  [`https://example.com/${'a'.repeat(2_048)}`, 'at most 2048 characters'],
  [`https://example.com/${'ü'.repeat(2_000)}`, 'at most 2048 characters'],
  ['https://user:secret@example.com/', 'user name or password'],
  ['https://@example.com/', 'user name or password'],
  ['https://example.com:8443/', 'must use port 80 or 443, not 8443'],
  ['https://example.com:0/', 'must use port 80 or 443, not 0'],
  ['https://example.com/\n', 'must not contain spaces'],
  ['https://exa\tmple.com/', 'must not contain spaces'],
  ['https://example.com\\@127.0.0.1/', 'must not contain spaces'],
  ['https://example.com./', 'without a dot at the end'],
  ['https://intranet/', 'must name a host on the public internet'],
  ['https://printer.local/', 'must name a host on the public internet'],
  ['https://metadata.google.internal/', 'must name a host on the public internet'],
  ['https://nas.home.arpa/', 'must name a host on the public internet'],
])('%s is refused', (url, because) => {
  expect(checkUrl(url)).toMatchObject({
    allowed: false,
    code: 'bad-url',
    because: expect.stringContaining(because),
  })
})

test('a port that is allowed to a host is allowed to it alone', () => {
  const allow = { host: 'example.com', ports: [8443] }

  expect(checkUrl('https://example.com:8443/', allow)).toMatchObject({ allowed: true })
  expect(checkUrl('https://www.example.com:8443/', allow)).toMatchObject({ allowed: false })
  expect(checkUrl('https://example.com:8444/', allow)).toMatchObject({ allowed: false })
})

test('a private network is allowed to the exact host that it is named for', () => {
  const networks = ['10.1.0.0/16', 'fd12::/16']

  expect(checkUrl('http://10.1.2.3/', { host: '10.1.2.3', networks })).toMatchObject({ allowed: true })
  expect(checkUrl('http://[fd12::1]/', { host: '[fd12::1]', networks })).toMatchObject({ allowed: true })
  expect(checkUrl('http://wordpress/', { host: 'wordpress', networks })).toMatchObject({ allowed: true })
  expect(checkUrl('http://10.2.2.3/', { host: '10.2.2.3', networks })).toMatchObject({ allowed: false })
  expect(checkUrl('http://10.1.2.4/', { host: '10.1.2.3', networks })).toMatchObject({ allowed: false })
  expect(checkUrl('http://[::ffff:10.1.2.3]/', { host: '10.1.2.3', networks })).toMatchObject({
    allowed: false,
  })
})
