import { expect, test } from 'vitest'
import { parseAddress } from '../../src/platform/mail/address.ts'
import { layOut } from '../../src/platform/mail/layout.ts'
import { code, facts, heading, link, list, paragraph, quote } from '../../src/platform/mail/letter.ts'

const house = { name: 'Example Newswire', contact: 'licensing@wire.example' }

test('a letter reads the same as text and as HTML', () => {
  const { subject, text, html } = layOut(
    {
      subject: 'Kill: Council Votes',
      parts: [
        paragraph('Take the story down.'),
        heading('Why'),
        quote('It confuses two people.\n\nWe regret that.'),
        facts(['Story', 'Council Votes'], ['Desk', '+1 202 555 0100']),
        list(['web', 'print']),
        code('curl https://wire.example'),
        link('The story', 'https://wire.example/id/articles/1'),
      ],
    },
    { house, switch: { about: 'corrections', href: 'https://wire.example/mail/x' } },
  )

  expect(subject).toBe('Kill: Council Votes')
  expect(text).toBe(`Take the story down.

WHY

> It confuses two people.
>
> We regret that.

Story: Council Votes
Desk: +1 202 555 0100

- web
- print

    curl https://wire.example

The story:
https://wire.example/id/articles/1

-- 
Example Newswire
Questions: answer this mail, or write to licensing@wire.example

To get no more mails about corrections:
https://wire.example/mail/x
`)
  for (const piece of [
    '<h1>Kill: Council Votes</h1>',
    '<blockquote>It confuses two people.\n\nWe regret that.</blockquote>',
    '<dt>Desk</dt><dd>+1 202 555 0100</dd>',
    '<li>print</li>',
    '<pre>curl https://wire.example</pre>',
    '<a href="https://wire.example/id/articles/1">The story</a>',
    '<a href="https://wire.example/mail/x">Get no more mails about corrections</a>',
  ])
    expect(html).toContain(piece)
})

test('nothing that a mail quotes becomes markup, and HTML loads nothing', () => {
  const hostile = `<img src=x onerror="alert('&')">`
  const parts = [
    paragraph(hostile),
    heading(hostile),
    quote(hostile),
    code(hostile),
    facts([hostile, hostile]),
    list([hostile]),
    link(hostile, `https://wire.example/"${hostile}`),
  ]
  const about = hostile
  const { html } = layOut(
    { subject: hostile, parts },
    { house: { name: hostile, contact: hostile }, switch: { about, href: hostile } },
  )

  const escaped = '&lt;img src=x onerror=&quot;alert(&#39;&amp;&#39;)&quot;&gt;'
  expect(html).toContain(`<p>${escaped}</p>`)
  expect(html).not.toContain('<img')
  expect(html.replaceAll(escaped, '')).not.toMatch(/\son\w+=|<(script|link|iframe|table)|src=|url\(/)
})

test.each([
  ['Kill: one\r\nBcc: all@example.org', 'Kill: one Bcc: all@example.org'],
  ['a\u2028b\u0000c\u0085d', 'a b c d'],
  ['  Größe und 漢字 ', 'Größe und 漢字'],
  ['x'.repeat(500), 'x'.repeat(200)],
])('the subject %j is one line', (subject, line) => {
  expect(layOut({ subject, parts: [] }, { house }).subject).toBe(line)
})

test('lines of text fit a terminal, and a long word stays whole', () => {
  const word = `https://wire.example/${'x'.repeat(100)}`
  const { text } = layOut({ subject: 's', parts: [paragraph(`${'word '.repeat(40)}${word} end`)] }, { house })
  const lines = text.split('\n')

  expect(lines.filter((line) => line.length > 76)).toEqual([word])
})

test.each([
  ['wire@example.org', { name: undefined, address: 'wire@example.org' }],
  ['Example Newswire <wire@example.org>', { name: 'Example Newswire', address: 'wire@example.org' }],
  ['"Newswire, Inc." <wire@example.org>', { name: 'Newswire, Inc.', address: 'wire@example.org' }],
  ['<wire@example.org>', { name: undefined, address: 'wire@example.org' }],
  ['wire', undefined],
  ['Wire <wire@example.org> extra', undefined],
  ['a@example.org, b@example.org', undefined],
  ['Wire <wire@example.org\r\nBcc: x@example.org>', undefined],
])('the address %j is read', (text, address) => {
  expect(parseAddress(text)).toEqual(address)
})
