/** A post as WordPress 6 sends it to a visitor, with the fields that a test is about. */
export function aPost(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 35,
    date: '2026-05-01T02:00:00',
    date_gmt: '2026-05-01T06:00:00',
    guid: { rendered: 'https://wire.example/?p=35' },
    modified: '2026-05-01T03:00:00',
    modified_gmt: '2026-05-01T07:00:00',
    slug: 'senators-plan-more',
    status: 'publish',
    type: 'post',
    link: 'https://wire.example/2026/05/01/senators-plan-more/',
    title: { rendered: 'Senator’s &#8220;Plan&#8221; &#038; <em>More</em>' },
    content: { rendered: '<p>First line<br />\nsecond &#8212; dash</p>\n', protected: false },
    excerpt: { rendered: '<p>First line second &#8212; dash [&hellip;]</p>\n', protected: false },
    author: 1,
    featured_media: 34,
    meta: [],
    categories: [65],
    tags: [66],
    _links: {},
    _embedded: {
      author: [{ id: 1, name: 'Jane Doe', slug: 'jane-doe' }],
      'wp:featuredmedia': [aMedia()],
      'wp:term': [
        [aTerm('category', 'Law &amp; Order'), aTerm('category', 'Uncategorized')],
        [aTerm('post_tag', 'R&amp;amp;D')],
      ],
    },
    ...fields,
  }
}

export function embedded(fields: Record<string, unknown>): Record<string, unknown> {
  return aPost({ _embedded: fields })
}

export function aMedia(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 34,
    media_type: 'image',
    mime_type: 'image/png',
    source_url: 'https://wire.example/dam.png',
    alt_text: 'A & B dam',
    caption: { rendered: '<p>The &#8220;dam&#8221; (Photo by Jane Roe/Getty Images)</p>\n' },
    media_details: { width: 400, height: 300, image_meta: { credit: '' } },
    ...fields,
  }
}

export function aTerm(taxonomy: string, name: string, slug = name.toLowerCase()): Record<string, unknown> {
  return { id: name.length, taxonomy, name, slug }
}
