import { expect, test } from 'vitest'
import { isOf } from '../../src/partners/domains/asking.ts'
import { metaContents } from '../../src/partners/domains/meta-tags.ts'
import { relationsIn } from '../../src/partners/domains/trust-txt.ts'
import { host } from './support/hosts.ts'

test.each([
  ['https://news.example/x', true],
  ['https://www.news.example/', true],
  ['https://cdn.news.example/', true],
  ['http://news.example/', false],
  ['https://news.example:444/', false],
  ['https://evilnews.example/', false],
  ['https://news.example.evil.example/', false],
  ['https://example/', false],
])('where news.example leads to %s, that is its own: %s', (address, own) => {
  expect(isOf(host, address)).toBe(own)
})

test('www. of a host and the host itself count as one, and no other host above', () => {
  expect(isOf('www.news.example', 'https://news.example/')).toBe(true)
  expect(isOf('www.com', 'https://com/')).toBe(false)
  expect(isOf('blog.news.example', 'https://news.example/')).toBe(false)
})

test.each([
  ['<head><META content=yes NAME=WireCopy-Partner>', ['yes']],
  ['<meta name="wirecopy-partner" content="a"><meta name=wirecopy-partner content=b>', ['a', 'b']],
  ['<head></head><meta name="wirecopy-partner" content="late">', []],
  ['<body><meta name="wirecopy-partner" content="by a reader">', []],
  ['<div><meta name="wirecopy-partner" content="by a reader">', []],
  ['<title><meta name="wirecopy-partner" content="a headline"></title>', []],
  ['<script>"<body>"</script><meta name="wirecopy-partner" content="yes">', ['yes']],
  ['<script>"<meta name=wirecopy-partner content=script>"</script>', []],
  ['<!-- <meta name="wirecopy-partner" content="a remark"> -->', []],
  ['<meta name="wirecopy-partner">', ['']],
  ['', []],
])('of the page %s the meta tags say %j', async (page, contents) => {
  expect(await metaContents(page, 'wirecopy-partner')).toEqual(contents)
})

test('a page of nothing but openings is read in no time', async () => {
  const begun = performance.now()

  await metaContents('<meta <title><script '.repeat(25_000), 'wirecopy-partner')

  expect(performance.now() - begun).toBeLessThan(2_000)
})

test('of a trust.txt only relations are kept, and no more than fit', () => {
  const read = relationsIn(`member = a\nMEMBER=b\ncontact=x\nmember=\n=c\n${'vendor=v\n'.repeat(1_000)}`)

  expect(read).toMatchObject({ member: ['a', 'b'], belongto: [] })
  expect(read.vendor).toHaveLength(50)
})
