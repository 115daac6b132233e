import { describe, expect, test } from 'vitest'
import { prepareBody } from '../../src/articles/text/body.ts'

function html(source: string): string {
  return prepareBody(source).html
}

describe('blocks', () => {
  test('paragraphs, headings, quotes and lists stay what they are, one to a line', () => {
    const body = prepareBody(
      '<p>One</p><h2>Two</h2><blockquote><p>Three</p></blockquote><ul><li>Four</li></ul>',
    )

    expect(body.html).toBe(
      '<p>One</p>\n<h2>Two</h2>\n<blockquote><p>Three</p></blockquote>\n<ul><li>Four</li></ul>',
    )
    expect(body.blocks).toEqual(['paragraph', 'heading', 'quote', 'list'])
  })

  test('headings are brought into the levels a story may have', () => {
    expect(html('<h1>a</h1><h3>b</h3><h5>c</h5><h6>d</h6>')).toBe(
      '<h2>a</h2>\n<h3>b</h3>\n<h4>c</h4>\n<h4>d</h4>',
    )
  })

  test('loose text and loose inline elements become paragraphs', () => {
    expect(html('Loose <em>text</em><p>One</p>and <b>more</b>')).toBe(
      '<p>Loose <em>text</em></p>\n<p>One</p>\n<p>and <b>more</b></p>',
    )
  })

  test('sections and divisions unwrap into the blocks they hold', () => {
    expect(html('<article><section>a<div>b<p>c</p></div>d</section></article>')).toBe(
      '<p>a</p>\n<p>b</p>\n<p>c</p>\n<p>d</p>',
    )
  })

  test('paragraphs that show nothing vanish', () => {
    expect(
      html('<p></p><p> <b> </b><br></p><p>&nbsp;&#8203;</p><h2><i></i></h2><ul><li></li></ul><p>One</p>'),
    ).toBe('<p>One</p>')
  })

  test('an inline element around several paragraphs goes into each of them', () => {
    expect(html('<strong>a<p>b</p>c</strong>')).toBe(
      '<p><strong>a</strong></p>\n<p><strong>b</strong></p>\n<p><strong>c</strong></p>',
    )
  })

  test('a quote holds paragraphs and lists, with headings and inner quotes made into paragraphs', () => {
    expect(html('<blockquote>a<h3>b</h3><blockquote>c</blockquote><ol><li>d</ol></blockquote>')).toBe(
      '<blockquote><p>a</p><p>b</p><p>c</p><ol><li>d</li></ol></blockquote>',
    )
  })

  test('an image inside a quote stands between the halves of the quote', () => {
    expect(prepareBody('<blockquote>a<img src="https://a.example/b.png">c</blockquote>').blocks).toEqual([
      'quote',
      'image',
      'quote',
    ])
  })

  test('a nested list stays inside the item it belongs to, wherever the editor put it', () => {
    const nested = '<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>'

    expect(html(nested)).toBe(nested)
    expect(html('<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>')).toBe(nested)
  })

  test('the paragraphs of one list item become lines of it', () => {
    expect(html('<ol><li><p>a</p><p>b</p></li></ol>')).toBe('<ol><li>a<br>b</li></ol>')
  })

  test('an item without its list keeps its text', () => {
    expect(html('<li>a</li><figcaption>b</figcaption>')).toBe('<p>a</p>\n<p>b</p>')
  })

  test('the cells of a table row share a paragraph without running together', () => {
    expect(html('<table><tr><td>Ohio<td>17<tr><td>Iowa<td>6</table>')).toBe('<p>Ohio 17</p>\n<p>Iowa 6</p>')
  })
})

describe('inline text', () => {
  test('allowed elements stay, all others give up their text', () => {
    const allowed =
      '<em>a</em><strong>b</strong><i>c</i><b>d</b><sub>e</sub><sup>f</sup><s>g</s><code>h</code>'
    const quoting = '<cite>i</cite><q>j</q><abbr>k</abbr>'

    expect(html(`<p>${allowed}${quoting}<u>l</u><font>m</font><x-y>n</x-y></p>`)).toBe(
      `<p>${allowed}${quoting}lmn</p>`,
    )
  })

  test('white space collapses, while no-break spaces stay', () => {
    expect(html('<p>\n a \t b\r\n<i> c</i>&nbsp; d </p>')).toBe('<p>a b <i>c</i>\u00a0 d</p>')
  })

  test('breaks stay inside a paragraph but not at its ends', () => {
    expect(html('<p><br>a <br> b<br></p>')).toBe('<p>a<br>b</p>')
  })

  test('an element around white space alone gives up its space', () => {
    expect(html('<p>a<b> </b>c<a href="https://a.example/"></a></p>')).toBe('<p>a c</p>')
  })

  test('a link keeps its address in normal form and nothing else', () => {
    expect(html('<p><a href=" HTTPS://A.example/x y?a=1&b=2" target=_blank rel=me title=t>a</a></p>')).toBe(
      '<p><a href="https://a.example/x%20y?a=1&amp;b=2">a</a></p>',
    )
  })

  test('a link without scheme but with a host is taken as https', () => {
    expect(html('<p><a href="//a.example/x">a</a></p>')).toBe('<p><a href="https://a.example/x">a</a></p>')
  })

  test('a relative link gives up its text, since it would point into the site that republishes it', () => {
    expect(html('<p><a href="/about">a</a> <a href="#note">b</a> <a href="x.html">c</a></p>')).toBe(
      '<p>a b c</p>',
    )
  })

  test('mail addresses can be linked', () => {
    const link = '<p><a href="mailto:desk@news.example">desk</a></p>'

    expect(html(link)).toBe(link)
  })

  test('typographic and straight quotes, entities, emoji and right-to-left text survive', () => {
    expect(html('<p>“a” \'b\' "c" &eacute;&amp;&lt;&#x1F600; 👩‍👩‍👧 שלום مرحبا\u200f!</p>')).toBe(
      '<p>“a” \'b\' "c" é&amp;&lt;😀 👩‍👩‍👧 שלום مرحبا\u200f!</p>',
    )
  })
})

describe('related stories', () => {
  const link = '<a href="https://dailycaller.com/2024/07/09/x/">Title (With Parentheses)</a>'
  const block = `<p class="wire-related">Related: ${link}</p>`

  test('the parenthesis at the end of a paragraph becomes a block after it', () => {
    const body = prepareBody(`<p>Text. (RELATED: ${link})</p><p>More.</p>`)

    expect(body.html).toBe(`<p>Text.</p>\n${block}\n<p>More.</p>`)
    expect(body.blocks).toEqual(['paragraph', 'related', 'paragraph'])
  })

  test('a paragraph that is nothing else becomes the block', () => {
    expect(html(`<p><strong>(RELATED: ${link})</strong></p>`)).toBe(block)
  })

  test('several at the end keep their order', () => {
    const other = '<a href="https://dailycaller.com/y/"><em>Other</em></a>'

    expect(html(`<p>Text. (RELATED: ${link}) (RELATED: ${other})</p>`)).toBe(
      `<p>Text.</p>\n${block}\n<p class="wire-related">Related: ${other}</p>`,
    )
  })

  test('without a link, or with words beside it, or in mid-paragraph, the parenthesis stays text', () => {
    for (const text of ['a (RELATED: Title)', `a (RELATED: See ${link})`, `a (RELATED: ${link}) b`]) {
      expect(html(`<p>${text}</p>`)).toBe(`<p>${text}</p>`)
    }
  })

  test('the class alone makes no related block', () => {
    expect(html(`<p class="wire-related">${link} and words</p>`)).toBe(`<p>${link} and words</p>`)
  })
})

describe('embeds', () => {
  test('a tweet keeps its words, its author and its link, and loses its script', () => {
    const tweet = `<blockquote class="twitter-tweet" data-dnt="true"><p lang="en" dir="ltr">Words
      <a href="https://t.co/a">pic.twitter.com/a</a></p>&mdash; Name (@name)
      <a href="https://twitter.com/name/status/1?ref_src=x">July 11, 2024</a></blockquote>
      <script async src="https://platform.twitter.com/widgets.js"></script>`

    expect(html(tweet)).toBe(
      '<figure class="wire-embed"><blockquote><p>Words <a href="https://t.co/a">pic.twitter.com/a</a></p></blockquote>' +
        '<p>— Name (@name) <a href="https://twitter.com/name/status/1?ref_src=x">July 11, 2024</a></p></figure>',
    )
  })

  test('a post whose address stands in an attribute gets a link to it', () => {
    expect(
      html('<blockquote class="tiktok-embed" cite="https://tiktok.example/1"><p>Words</p></blockquote>'),
    ).toBe(
      '<figure class="wire-embed"><blockquote><p>Words</p></blockquote>' +
        '<p><a href="https://tiktok.example/1">https://tiktok.example/1</a></p></figure>',
    )
  })

  test('a frame becomes a link to what it would have shown', () => {
    const body = prepareBody('<p>a<iframe src="//video.example/1" title="A film"></iframe>b</p>')

    expect(body.html).toBe(
      '<p>a</p>\n<figure class="wire-embed"><p><a href="https://video.example/1">A film</a></p></figure>\n<p>b</p>',
    )
    expect(body.blocks).toEqual(['paragraph', 'embed', 'paragraph'])
  })

  test('a frame without an https address vanishes', () => {
    expect(
      html('<p>a</p><iframe src="http://video.example/1">b</iframe><embed src="data:text/html,x">'),
    ).toBe('<p>a</p>')
  })

  test('a WordPress embed that is only an address becomes a link, its caption stays', () => {
    const figure = '<figure class="wp-block-embed is-type-video"><div>\nhttps://video.example/1\n</div>'

    expect(html(`${figure}<figcaption>Caption</figcaption></figure>`)).toBe(
      '<figure class="wire-embed"><p><a href="https://video.example/1">https://video.example/1</a></p><p>Caption</p></figure>',
    )
  })

  test('a WordPress embed around a tweet is one embed', () => {
    const tweet = '<blockquote class="twitter-tweet"><p>Words</p>— Name</blockquote>'

    expect(html(`<figure class="wp-block-embed"><div>${tweet}</div></figure>`)).toBe(
      '<figure class="wire-embed"><blockquote><p>Words</p></blockquote><p>— Name</p></figure>',
    )
  })
})

describe('images', () => {
  test('a bare image is wrapped into a figure and its paragraph goes on after it', () => {
    expect(
      html('<p>a<img src="https://a.example/b.jpg" alt="A &quot;boat&quot;" width="640" height="480">c</p>'),
    ).toBe(
      '<p>a</p>\n<figure><img src="https://a.example/b.jpg" alt="A &quot;boat&quot;" width="640" height="480"></figure>\n<p>c</p>',
    )
  })

  test('a figure keeps its caption', () => {
    const figure =
      '<figure><img src="https://a.example/b.jpg" alt=""><figcaption>A <i>boat</i></figcaption></figure>'

    expect(html(figure)).toBe(figure)
  })

  test('an embed inside a caption stands before it and is not said twice', () => {
    const player = '<iframe src="https://video.example/1" title="A film"></iframe>'

    expect(
      html(`<figure><img src="https://a.example/b.jpg"><figcaption>A boat${player}</figcaption></figure>`),
    ).toBe(
      '<figure><img src="https://a.example/b.jpg" alt=""><figcaption>A boat</figcaption></figure>\n' +
        '<figure class="wire-embed"><p><a href="https://video.example/1">A film</a></p></figure>',
    )
  })

  test('sizes that are not whole pixels are left out', () => {
    expect(
      html('<img src="https://a.example/b.jpg" width="50%" height="1e3" srcset="x 2x" style="width:9px">'),
    ).toBe('<figure><img src="https://a.example/b.jpg" alt=""></figure>')
  })

  test('an image without a web address vanishes, its caption stays', () => {
    expect(
      html('<figure><img src="data:image/png;base64,AAAA"><figcaption>A boat</figcaption></figure>'),
    ).toBe('<p>A boat</p>')
  })
})

describe('plain text', () => {
  test('blocks are separated by blank lines, lines by breaks, items by signs', () => {
    const source =
      '<h2>Head</h2><p>One<br>two</p><ul><li>a<br>b<ol><li>c</li></ol></li></ul><blockquote><p>q</p><p>r</p></blockquote>'

    expect(prepareBody(source).text).toBe('Head\n\nOne\ntwo\n\n- a\n  b\n  1. c\n\nq\n\nr')
  })

  test('quotation marks that HTML only implies are written out', () => {
    expect(prepareBody('<p>He said <q>yes &amp; no</q>.</p>').text).toBe('He said “yes & no”.')
  })

  test('words are counted in every script', () => {
    expect(prepareBody('<p>Don’t count “these” – <b>five</b> 😀</p>').wordCount).toBe(4)
    expect(prepareBody('<p>北约峰会</p>').wordCount).toBeGreaterThan(0)
  })
})
