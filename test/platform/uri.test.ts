import { expect, test } from 'vitest'
import { uriOf } from '../../src/platform/uri.ts'

test.each([
  'https://example.com',
  'https://example.com/?p=7&a=%d0%ba#top',
  "http://user:pw@[::1]:8080/a;b/~c/(d)!$&'*+,=:@-._?x/y?z#/?",
])('%s is one, and stays as it is', (uri) => {
  expect(uriOf(uri)).toBe(uri)
})

test.each([
  ['https://example.com/ключ?q=ü#ä', 'https://example.com/%D0%BA%D0%BB%D1%8E%D1%87?q=%C3%BC#%C3%A4'],
  ['https://münchen.example/x', 'https://xn--mnchen-3ya.example/x'],
  ['https://example.com/a|b{c}^`d`', 'https://example.com/a%7Cb%7Bc%7D%5E%60d%60'],
  ['https://example.com/[x]?a[]=1', 'https://example.com/%5Bx%5D?a%5B%5D=1'],
  ['https://example.com/100%', 'https://example.com/100%25'],
  ['https://example.com/%zz', 'https://example.com/%25zz'],
  ['https://example.com/#f#g', 'https://example.com/#f%23g'],
  ['https://example.com\\a\\b', 'https://example.com/a/b'],
])('%s is written %s', (address, uri) => {
  expect(uriOf(address)).toBe(uri)
  expect(uriOf(uri)).toBe(uri)
  expect(new URL(uri).hostname).toBe(new URL(address).hostname)
})

test('what is no address at all, or no well-formed text, is not fallen over', () => {
  expect(uriOf('http://[x/\ud800\u{1f600}')).toBe('http://[x/%EF%BF%BD%F0%9F%98%80')
  expect(uriOf('\ud800')).toBe('\ud800')
})
