import { aStory } from './feed-entries.ts'

/** A story with everything that a body may hold, and everything that may be said of one. */
export function aFullStory() {
  const story = aStory({
    other: 'Another Wire',
    text: [
      '<h2>A heading</h2>',
      '<p>Plain, <em>told <strong>twice</strong></em>, <a href="https://example.com/?a=1&amp;b=2">linked</a>,<br><i>1</i><b>2</b> <s>old</s> H<sub>2</sub>O <q>quoted</q> <code>x</code> <cite>Paper</cite> <abbr>US</abbr>.</p>',
      '<ul><li>One<ul><li>Inner</li></ul></li><li>Two</li></ul>',
      '<ol><li>First</li></ol>',
      '<blockquote><p>Said.</p><ul><li>Listed</li></ul></blockquote>',
      '<figure class="wire-embed"><blockquote><p>Mud matters.</p></blockquote><p><a href="https://twitter.com/a/status/1">May 4</a></p></figure>',
      '<p class="wire-related">Related: <a href="https://example.com/peat">What peat hides</a></p>',
      '<figure><img src="https://example.com/a.jpg" alt="A &quot;bridge&quot;" width="800" height="600"><figcaption>At <em>noon</em>.</figcaption></figure>',
    ].join('\n'),
  })
  return {
    ...story,
    article: {
      ...story.article,
      embargoedUntil: '2026-05-01T08:00:00.000Z',
      replaces: 'https://wire.example/id/articles/art_01h455vb4pex5vsknk084sn02r',
      related: [
        {
          id: 'art_01h455vb4pex5vsknk084sn02s' as const,
          uri: 'https://wire.example/id/articles/art_01h455vb4pex5vsknk084sn02s',
        },
        { url: 'https://example.com/peat', headline: 'What peat hides' },
      ],
    },
  }
}

/** A story of which nothing is said that need not be said, and that stands on no page. */
export function aBareStory() {
  const story = aStory({ subhead: null, summary: null, section: null, tags: [], topics: [], media: [] })
  const nowhere = { canonicalUrl: null, dateline: null, urgency: null, corrections: [], related: [] }
  return {
    ...story,
    article: { ...story.article, ...nowhere },
    attribution: { ...story.attribution, canonicalUrl: null },
  }
}
