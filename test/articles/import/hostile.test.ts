import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanBody } from '../../../src/articles/import/clean.ts'
import { plainLine, summaryOf } from '../../../src/articles/import/plain.ts'
import { Problem } from '../../../src/problems.ts'

const oneMebibyte = 1_048_576

// Refusing is an answer too, but only with a problem.
function clean(source: string, raw: boolean): void {
  try {
    cleanBody(source, { raw })
  } catch (error) {
    if (!(error instanceof Problem)) throw error
  }
}

describe('a mebibyte of it is judged in time', () => {
  test.each([
    '[',
    '[[',
    ']',
    '[[[[]]]]',
    '(',
    '[a ',
    '[a="',
    "[a='",
    '[a_b',
    '[a_b]',
    '[/a]',
    '[a][b]',
    '[caption]',
    '[caption][/caption]',
    '[caption][embed]',
    '[gallery ids="1,',
    '[gallery a-a-a',
    '[a\n',
    '\n[a]\n',
    '<',
    '<p',
    '<p>',
    '<p><p>',
    '<a ',
    '<a "',
    "<a '",
    '<!--',
    '<!-- [a_b] -->',
    '<pre',
    '<pre>',
    '<script>',
    '<script',
    '<br>',
    '<br ',
    '<br\n',
    '<br/><br/>',
    '\n',
    '\n\n',
    '\n \n ',
    ' ',
    '\u00a0',
    '\u200b',
    '&',
    '&amp;',
    '&#',
    '(RELATED:',
    '(Related: ',
    '[related',
    'related ',
    'Correction:',
    '<p>Correction:',
    '<p>Correction: a',
    'All content created by ',
    'All ',
    'original ',
    '<p>Content created by the DCNF ',
    'Follow ',
    'follow a on x and ',
    '<p>follow a on x',
    'the post a ',
    'appeared first on ',
    '<p>https://a',
    'https://',
    '<noscript>',
    '<noscript><img src=https://a.example/>',
    '<img srcset="',
    '<img data-src=https://a.example/ >',
    '<video>',
    '<form>',
    '<svg>',
    '<table><tr><td>',
    '<li>',
    '<div class=newsletter>',
    '<p class="newsletter donate">a',
    '\u0000',
    '\ud800',
  ])('%j', (piece) => {
    const source = piece.repeat(Math.ceil(oneMebibyte / piece.length))
    const start = performance.now()
    clean(source, true)
    clean(source, false)
    expect(performance.now() - start).toBeLessThan(4_000)
  })

  test.each([
    '&amp;',
    '<b>',
    '[…]',
    '… ',
    'read more ',
    'continue reading ',
    'The post ',
    'The post a appeared first on ',
    ' ',
  ])('as a title or excerpt: %j', (piece) => {
    const source = piece.repeat(20_000)
    const start = performance.now()
    for (const read of [plainLine, summaryOf]) {
      try {
        read(source)
      } catch (error) {
        if (!(error instanceof Problem)) throw error
      }
    }
    expect(performance.now() - start).toBeLessThan(1_000)
  })
})

test('whatever a story holds, it is cleaned or refused with a problem', () => {
  fc.assert(
    fc.property(hostileStory(), fc.boolean(), (source, raw) => {
      clean(source, raw)
    }),
    { numRuns: 3_000 },
  )
})

function hostileStory(): fc.Arbitrary<string> {
  const offer =
    'Content created by The Daily Caller News Foundation is available without charge to any eligible news publisher that can provide a large audience.'
  const piece = fc.oneof(
    fc.constantFrom(
      ...'<p> </p> <div> </div> <em> </em> <br> <blockquote> </blockquote> <ul><li> </ul> <figure> </figure> <noscript> </noscript>'.split(
        ' ',
      ),
      ...'<table> <td> <svg> <template> <form> <video> <h2> <a> <pre> </pre> <!-- --> <img> <iframe> <img\u0020src=https://a.example/1>'.split(
        ' ',
      ),
      ...'[caption] [/caption] [embed] [/embed] [gallery\u0020ids=1] [[a_b]] [a_b] [sic] [ ] " \' = \n \n\n \u00a0 \u0000 \ud800 &amp;amp; &#0;'.split(
        ' ',
      ),
    ),
    fc.constantFrom(
      offer,
      'Correction: ',
      'Editor’s note: corrected ',
      '(RELATED: <a href="https://r.example/">R</a>)',
      '[Related: ',
      'Follow Jane on X',
      '<div class="newsletter">',
      '<!-- wp:paragraph -->',
      'https://v.example/1',
      '<img src="data:," data-src="https://a.example/1.jpg">',
    ),
    fc.string({ unit: 'binary', maxLength: 5 }),
  )
  return fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''))
}
