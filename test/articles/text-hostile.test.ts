import fc from 'fast-check'
import { parseFragment } from 'parse5'
import sanitizeHtml from 'sanitize-html'
import { describe, expect, test } from 'vitest'
import { prepareBody } from '../../src/articles/text/body.ts'

const oneMebibyte = 1_048_576

function html(source: string): string {
  return prepareBody(source).html
}

function paragraphOf(bytes: number): string {
  return `<p>${'x'.repeat(bytes - '<p></p>'.length)}</p>`
}

function expectRefused(source: string, reason: string): void {
  expect(() => prepareBody(source)).toThrow(
    expect.objectContaining({
      slug: 'invalid-request',
      errors: [{ field: 'bodyHtml', message: expect.stringContaining(reason) }],
    }),
  )
}

describe('scripts', () => {
  test.each([
    '<script>alert(1)</script>',
    '<style>p{background:url(javascript:alert(1))}</style>',
    '<svg onload=alert(1)><text>b</text><a href="javascript:alert(1)">c</a></svg>',
    '<math><mtext>b</mtext></math>',
    '<form action="https://evil.example"><input name=card><p>b</p><button>c</button></form>',
    '<object data="javascript:alert(1)">b</object>',
    '<template><p>b</p></template>',
    '<noscript><p>b</p></noscript>',
    '<textarea>b</textarea><select><option>c</select>',
    '<!-- b --><!doctype html><?php b ?><![CDATA[b]]>',
    '<video src="https://a.example/x.mp4">b</video><audio>c</audio>',
    '<base href="https://evil.example/"><meta http-equiv=refresh content="0;url=https://evil.example">',
  ])('%s leaves nothing behind', (hostile) => {
    expect(html(`<p>a</p>${hostile}`)).toBe('<p>a</p>')
  })

  test('handlers, styles, classes and ids go, the text stays', () => {
    expect(html('<p onclick="x()" ONMOUSEOVER=y() style="color:red" class="wire-embed big" id=a>a</p>')).toBe(
      '<p>a</p>',
    )
  })

  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' \u0001javascript:alert(1)',
    'java\tscript:alert(1)',
    'java&#10;script:alert(1)',
    '&#106;avascript&colon;alert(1)',
    'vbscript:x',
    'data:text/html,<script>alert(1)</script>',
    'blob:https://a.example/x',
    'file:///etc/passwd',
    'https://',
  ])('a link or image to %s is not followed', (address) => {
    expect(html(`<p><a href="${address}">a</a><img src="${address}"></p>`)).toBe('<p>a</p>')
  })
})

describe('markup made to be read twice', () => {
  test.each([
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<svg><foreignObject><p><iframe><!--</iframe><img src=x onerror=alert(1)>--></svg>',
    '<xmp><p title="</xmp><img src=x onerror=alert(1)>">',
    '<select><template><style><!--</style><a rel="--></style></template></select><img src=x onerror=alert(1)>">',
    '<<script>script>alert(1)<</script>/script>',
    '<a href="https://a.example/`"onmouseover=alert(1)//">x',
    '<img alt="``onerror=alert(1)" src="https://a.example/x.png">',
    '&lt;img src=x onerror=alert(1)&gt;',
    '<plaintext><script>alert(1)</script>',
  ])('%s never becomes an element or attribute that runs', (hostile) => {
    const made = html(`<p>a</p>${hostile}`)

    expect(withoutAllowed(made)).toBe(made)
    expect(html(made)).toBe(made)
  })

  test('a link inside a link gives up its text', () => {
    expect(
      html('<a href="https://a.example/"><table><td><a href="https://b.example/">b</a></table></a>'),
    ).toBe('<p><a href="https://a.example/">b</a></p>')
  })

  test('unclosed and misnested elements are closed as a browser closes them', () => {
    expect(html('<p>a <b>b <i>c</b> d</i><p>e <em>f')).toBe(
      '<p>a <b>b <i>c</i></b><i> d</i></p>\n<p>e <em>f</em></p>',
    )
  })

  test('control characters, noncharacters and lone surrogates go, written out or as references', () => {
    expect(
      html('<p>a\u0000\u0008\u000b\u001f\u007f\uffff\ud800b&#1;&#x1F;&#xFFFE;<em\u0000>c</em></p>'),
    ).toBe('<p>ab<em>c</em></p>')
  })
})

describe('limits', () => {
  test('a body of 1 MiB is taken', () => {
    expect(prepareBody(paragraphOf(oneMebibyte)).html).toHaveLength(oneMebibyte)
  })

  test('a body of one byte more is refused with both figures', () => {
    expectRefused(paragraphOf(oneMebibyte + 1), 'has 1048577 bytes; send at most 1048576')
  })

  test('bytes are counted, not characters', () => {
    expectRefused(`<p>${'é'.repeat(oneMebibyte / 2)}</p>`, 'bytes')
  })

  test('a body that grows beyond 1 MiB when it is written out is refused', () => {
    expectRefused(`<p>${'&'.repeat(oneMebibyte / 4)}</p>`, 'sanitized or not')
  })

  test('32 levels are taken, 33 are refused', () => {
    expect(html(`${'<div>'.repeat(32)}a`)).toBe('<p>a</p>')
    expectRefused(`${'<div>'.repeat(33)}a`, 'deeper than 32 levels')
  })

  test('32 levels of which an embed would make more are refused too', () => {
    expectRefused(`<figure class="wire-embed">${'<em>'.repeat(31)}a`, 'deeper than 32 levels')
  })

  test.each(['<div>', '<b>', '<ul><li>', '<blockquote>', '<svg><g>', '<table><tr><td>', '<i><a href=x>'])(
    '1,000 times %s is refused',
    (opening) => {
      expectRefused(`${opening.repeat(1000)}a`, 'deeper than 32 levels')
    },
  )

  test('a small source that asks for a huge tree is refused', () => {
    const unclosed = Array.from({ length: 30 }, (_, index) => `<b title=${index}>`).join('')

    expectRefused(`<p>${unclosed}${'</p><p>x'.repeat(100_000)}`, 'more than 20000 elements')
  })

  test.each([
    ['attributes', `<p ${Array.from({ length: 120_000 }, (_, index) => `a${index}`).join(' ')}>x</p>`],
    ['related stories without a link', '(RELATED: x)'.repeat(80_000)],
    ['open brackets', '<'.repeat(250_000)],
    ['paragraphs', `${'<p>x</p>'.repeat(19_000)}`],
    ['spaces and breaks', `x${' <br>\u200b'.repeat(19_000)}y`],
  ])('a body full of %s is judged in time', (_what, source) => {
    const start = performance.now()
    prepareBody(source)
    expect(performance.now() - start).toBeLessThan(3_000)
  })

  test.each(['', '   \n', '<p></p>', '&nbsp;&#8203;', '<script>a</script>', '<!-- a -->'])(
    'the empty body %j is refused with what would be right',
    (source) => {
      expectRefused(source, 'send at least one paragraph')
    },
  )
})

describe('whatever is sent', () => {
  test('a prepared body comes back unchanged, holds only allowed elements and no forbidden character', () => {
    fc.assert(
      fc.property(hostileHtml(), (source) => {
        const made = prepareBody(`<p>a</p>${source}`)
        const again = prepareBody(made.html)

        expect(again).toEqual(made)
        expect(withoutAllowed(made.html)).toBe(made.html)
        expect(topLevelNames(made.html)).toEqual(made.html.split('\n').map((line) => line.match(/\w+/)?.[0]))
        expect(made.html + made.text).not.toMatch(/[^\P{Cc}\n]|[\p{Cs}\uFFFE\uFFFF]/u)
      }),
      { numRuns: 3_000 },
    )
  })
})

// A second sanitizer, with a parser and an allow-list of its own, must find nothing to take away.
function withoutAllowed(made: string): string {
  const cleaned = sanitizeHtml(made, {
    allowedTags:
      'p h2 h3 h4 blockquote ul ol li figure figcaption img a em strong i b br sub sup s code cite q abbr'.split(
        ' ',
      ),
    allowedAttributes: { a: ['href'], img: ['src', 'alt', 'width', 'height'] },
    allowedClasses: { figure: ['wire-embed'], p: ['wire-related'] },
    allowedSchemes: ['http', 'https', 'mailto'],
    allowProtocolRelative: false,
  })
  return cleaned.replaceAll(' />', '>')
}

function topLevelNames(made: string): string[] {
  return parseFragment(made).childNodes.flatMap((node) => ('tagName' in node ? node.tagName : []))
}

function hostileHtml(): fc.Arbitrary<string> {
  const names = (
    'p div span b i em a q br h1 h3 blockquote ul ol li figure figcaption img iframe table tr td caption svg math ' +
    'script style template form nobr font pre select textarea noscript title object button mtext mglyph ' +
    'annotation-xml foreignObject body html head plaintext frameset'
  ).split(' ')
  const attributes = [
    'class="wire-embed"',
    'class="wire-related"',
    'class="twitter-tweet"',
    'class="wp-block-embed"',
    'href="https://a.example/x?a=1&b=2"',
    'href="java\tscript:x"',
    'href="mailto:a b?<>😀"',
    'href="//b.example/ü \'`\\<"',
    'src="https://a.example/i.png"',
    'onerror=alert(1)',
    'alt="<b>&quot;\r"',
    'cite="https://c.example"',
  ]
  const opening = fc
    .tuple(
      fc.constantFrom(...names),
      fc.array(fc.constantFrom(...attributes), { maxLength: 3 }),
      fc.constantFrom('>', '>', '/>', ''),
    )
    .map(([name, chosen, end]) => `<${[name, ...chosen].join(' ')}${end}`)
  const closing = fc.constantFrom(...names).map((name) => `</${name}>`)
  const text = fc.oneof(
    fc.constantFrom(
      ...[' ', '\n', '&nbsp;', '&amp;lt;', '—', '(RELATED: ', ')', 'Related: ', '&#13;', '<!--', '-->'],
    ),
    fc.constantFrom(
      '(RELATED: <a href="https://r.example">T</a>)',
      'https://x.example/y',
      '&#1;',
      '\u200b',
      '<![CDATA[',
    ),
    fc.string({ unit: 'binary', maxLength: 4 }),
  )
  return fc.array(fc.oneof(opening, closing, text), { maxLength: 40 }).map((pieces) => pieces.join(''))
}
