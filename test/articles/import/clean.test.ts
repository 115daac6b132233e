import { describe, expect, test } from 'vitest'
import { cleanBody } from '../../../src/articles/import/clean.ts'
import type { SourceImage } from '../../../src/articles/import/source-story.ts'
import { prepareBody } from '../../../src/articles/text/body.ts'

const images: Record<string, SourceImage> = {
  5: { url: 'https://wire.example/5.jpg', alt: 'A "dam"', caption: 'The <dam>', credit: null },
}

function clean(source: string, raw: boolean) {
  const cleaned = cleanBody(source, { raw, imageById: (id) => images[id] })
  return { ...cleaned, html: prepareBody(cleaned.html).html }
}

function stored(source: string): string {
  return clean(source, true).html
}

function shown(source: string): string {
  return clean(source, false).html
}

describe('paragraphs', () => {
  test('a blank line ends a paragraph of the classic editor, a line end is a break', () => {
    expect(stored('One\r\ntwo\r\n\r\n \r\nThree')).toBe('<p>One<br>two</p>\n<p>Three</p>')
  })

  test('an inline element goes on over the blank line', () => {
    expect(stored('<em>One\n\ntwo</em> three')).toBe('<p><em>One</em></p>\n<p><em>two</em> three</p>')
  })

  test('headings, quotes and lists between the lines stay blocks', () => {
    expect(
      stored('One\n<h2>Two</h2>\nThree\n\n<blockquote>Four\n\nFive</blockquote>\n<ul>\n<li>Six</li>\n</ul>'),
    ).toBe(
      '<p>One</p>\n<h2>Two</h2>\n<p>Three</p>\n<blockquote><p>Four</p><p>Five</p></blockquote>\n<ul><li>Six</li></ul>',
    )
  })

  test('a line end beside an inline element is a break, one beside a block is none', () => {
    expect(stored('One\n<b>two</b>\nthree\n<p style="x">four</p>\nfive')).toBe(
      '<p>One<br><b>two</b><br>three</p>\n<p>four</p>\n<p>five</p>',
    )
  })

  test('the block editor and rendered pages write their own paragraphs', () => {
    expect(stored('<!-- wp:paragraph -->\n<p>One\ntwo</p>\n<!-- /wp:paragraph -->')).toBe('<p>One two</p>')
    expect(shown('<p>One\n\ntwo</p>\n\n<p>Three</p>')).toBe('<p>One two</p>\n<p>Three</p>')
  })

  test('a rendered page without any paragraph is read as the classic editor', () => {
    expect(shown('One\n\nTwo')).toBe('<p>One</p>\n<p>Two</p>')
  })

  test('two breaks in a row end a paragraph', () => {
    expect(shown('<div>One<br />\n<BR>Two<br>three</div>')).toBe('<p>One</p>\n<p>Two<br>three</p>')
  })

  test('line ends inside a tag or a preformatted text are no breaks', () => {
    expect(stored('<a\nhref="https://a.example/"\n>One</a>\n\n<pre>two\n\nthree</pre>')).toBe(
      '<p><a href="https://a.example/">One</a></p>\n<p>two three</p>',
    )
  })
})

describe('shortcodes', () => {
  test('a caption becomes a figure', () => {
    const image = '<a href="https://wire.example/"><img src="https://wire.example/1.jpg" alt="x"></a>'

    expect(stored(`[caption id="a" width="300"]${image} The <em>dam</em>[/caption]`)).toBe(
      '<figure><img src="https://wire.example/1.jpg" alt="x"><figcaption>The <em>dam</em></figcaption></figure>',
    )
    expect(stored(`[caption caption="Old <b>way</b> [sic]"]${image}[/caption]`)).toContain(
      'Old <b>way</b> [sic]',
    )
  })

  test('a gallery becomes the images it names, as far as they are known', () => {
    const { html, dropped } = clean('a\n\n[gallery size="large" ids="5, 6"]', true)

    expect(html).toContain(
      '<figure><img src="https://wire.example/5.jpg" alt="A &quot;dam&quot;"><figcaption>The &lt;dam&gt;</figcaption></figure>',
    )
    expect(dropped.shortcodes).toEqual([])
    expect(clean('a\n\n[gallery]', true).dropped.shortcodes).toEqual(['gallery'])
  })

  test.each([
    '[embed width="3"]https://video.example/1?a=1&amp;b=2[/embed]',
    '[youtube https://video.example/1?a=1&b=2]',
    '[youtube=https://video.example/1?a=1&amp;b=2]',
    '[video mp4="https://video.example/1?a=1&b=2"][/video]',
    'https://video.example/1?a=1&amp;b=2',
    '<video controls src="https://video.example/1?a=1&amp;b=2"></video>',
    '<video><source src="https://video.example/1?a=1&amp;b=2"></video>',
  ])('%s becomes an embed', (written) => {
    expect(stored(`a\n\n${written}\n\nb`)).toBe(
      '<p>a</p>\n<figure class="wire-embed"><p><a href="https://video.example/1?a=1&amp;b=2">' +
        'https://video.example/1?a=1&amp;b=2</a></p></figure>\n<p>b</p>',
    )
  })

  test('an address on a line of its own among others is an embed, one inside a sentence is not', () => {
    expect(shown('<p>Watch:<br>https://v.example/1<br>See https://v.example/2</p>')).toBe(
      '<p>Watch:</p>\n<figure class="wire-embed"><p><a href="https://v.example/1">https://v.example/1</a></p></figure>\n' +
        '<p>See https://v.example/2</p>',
    )
  })

  test('what is not known is left out and named once, what it encloses stays', () => {
    const { html, dropped } = clean(
      'a [wp_box id=3] b [wp_box]c[/wp_box]\n\n[newsletter]\n\n[pull-quote align="left"]d[/pull-quote] [ad /]',
      true,
    )

    expect(html).toBe('<p>a b c</p>\n<p>d</p>')
    expect(dropped.shortcodes).toEqual(['wp_box', 'newsletter', 'pull-quote', 'ad'])
  })

  test.each([
    '[sic]',
    '[the bill]',
    '[He]',
    '[then-President]',
    '[email protected]',
    '[1]',
    '[…]',
    '[don’t]',
    '[]',
    '[',
  ])('a bracket is a word in news: %s', (written) => {
    expect(clean(`“They ${written} <em>${written}</em> ${written}” he said`, true)).toMatchObject({
      html: `<p>“They ${written} <em>${written}</em> ${written}” he said</p>`,
      dropped: { shortcodes: [] },
    })
  })

  test('a stage direction in a transcript stays, also on a line of its own', () => {
    expect(stored('a\n\n[applause]\n\nb')).toBe('<p>a</p>\n<p>[applause]</p>\n<p>b</p>')
  })

  test('two brackets write a shortcode down', () => {
    expect(stored('Type [[gallery ids="5"]] there')).toBe('<p>Type [gallery ids="5"] there</p>')
  })
})

describe('pictures', () => {
  const image = '<figure><img src="https://wire.example/1.jpg" alt="x"></figure>'

  test.each([
    '<img alt="x" src="data:image/gif;base64,R0" data-src="https://wire.example/1.jpg">',
    '<img alt="x" src="https://wire.example/blank.gif" data-lazy-src="https://wire.example/1.jpg">',
    '<img alt="x" srcset="https://wire.example/s.jpg 300w, https://wire.example/1.jpg 900w">',
    '<img alt="x" src="data:," data-src="https://wire.example/1.jpg"><noscript><img src="https://wire.example/1.jpg"></noscript>',
    '<img alt="x" src="data:,"><noscript><img alt="x" src="https://wire.example/1.jpg"></noscript>',
    '<!-- wp:image {"id":5} --><figure class="wp-block-image"><img src="https://wire.example/1.jpg" alt="x"/></figure><!-- /wp:image -->',
  ])('the image that is meant is there once: %s', (written) => {
    expect(shown(`<p>a</p>${written}`)).toBe(`<p>a</p>\n${image}`)
  })

  test('a frame that waits for a script is found', () => {
    expect(shown('<p>a</p><iframe src="about:blank" data-src="https://v.example/1"></iframe>')).toContain(
      'href="https://v.example/1"',
    )
  })

  test('counting pixels go, emoji are text', () => {
    expect(
      shown(
        '<p>a <img class="wp-smiley" alt="🙂" src="https://s.w.org/1.png"><img src="https://count.example/p" width="1" height="1">' +
          '<img src="https://count.example/q" style="width:1px;height:1px"></p>',
      ),
    ).toBe('<p>a 🙂</p>')
  })
})

describe('related stories', () => {
  const related =
    '<p>a</p>\n<p class="wire-related">Related: <a href="https://r.example/">Title [one]</a></p>'
  const link = '<a href="https://r.example/">Title [one]</a>'

  test.each([
    `<p>a (RELATED: ${link})</p>`,
    `<p>a (Related: ${link}).</p>`,
    `<p>a</p><p><strong>(RELATED:&nbsp;${link})</strong></p>`,
    `<p>a</p><p>[related story: ${link} ]</p>`,
    `<p>a</p><p><b>RELATED:</b> <em>${link}</em></p>`,
    `<p>a</p><p>Related: ${link}</p>`,
  ])('%s', (written) => {
    expect(shown(written)).toBe(related)
  })

  test('a sentence that speaks of something related stays as it is', () => {
    const sentence = `<p>The case [related: the other one] is <a href="https://r.example/">related</a>: it is old.</p>`

    expect(shown(sentence)).toBe(sentence)
  })
})

describe('boxes', () => {
  test.each([
    '<p><em>Follow <a href="https://t.example/">Jane Doe</a> on <a href="https://t.example/">Twitter</a></em></p>',
    '<p>Follow @janedoe on X and Facebook.</p>',
    '<p>Sign up for our free daily newsletter</p>',
    '<p><a href="https://n.example">Click here to subscribe to the DCNF newsletter</a>!</p>',
    '<p>Get the day’s top stories delivered straight to your inbox.</p>',
    '<p>Support our journalism. Donate today!</p>',
    '<p>Donate now</p>',
    '<p>The post <a href="https://a.example">A Dam</a> appeared first on <a href="https://a.example">The Wire</a>.</p>',
    '<div class="wp-block-newsletter"><h3>Morning</h3><p>Your mail</p></div>',
    '<div class="sharedaddy sd-sharing-enabled"><ul><li>Share</li></ul></div>',
    '<form class="mc4wp-form"><p>Your mail</p><input></form>',
    '<div id="mc_embed_signup">Your mail</div>',
  ])('%s goes and is counted', (box) => {
    expect(clean(`<p>a</p>${box}`, false)).toMatchObject({ html: '<p>a</p>', dropped: { boxes: 1 } })
  })

  test.each([
    '<p>Follow the money on Capitol Hill, he said.</p>',
    '<p>Donate was the word she used.</p>',
    '<p>Support for our bill is growing.</p>',
    '<p>Get out, the newsletter told its readers.</p>',
    '<p>The post office came first on the list.</p>',
    '<blockquote class="twitter-tweet"><p>Follow Jane on Twitter</p></blockquote>',
    `<div class="newsletter-enabled"><p>${'Long story. '.repeat(100)}</p></div>`,
  ])('%s stays', (line) => {
    expect(clean(`<p>a</p>${line}`, false).dropped.boxes).toBe(0)
  })
})
