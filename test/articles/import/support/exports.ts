type Elements = Record<string, string>

const post: Elements = {
  title: 'Senator’s "Plan" & <em>More</em>',
  link: 'https://wire.example/plan/',
  pubDate: 'Fri, 01 May 2026 06:00:00 +0000',
  'dc:creator': 'jdoe',
  guid: 'https://wire.example/?p=35',
  'content:encoded': 'One\n\nTwo',
  'excerpt:encoded': 'It held.',
  'wp:post_id': '35',
  'wp:post_date': '2026-05-01 02:00:00',
  'wp:post_date_gmt': '2026-05-01 06:00:00',
  'wp:post_modified_gmt': '2026-05-01 07:00:00',
  'wp:status': 'publish',
  'wp:post_type': 'post',
  'wp:post_password': '',
}

/** An item of an export, a post unless the elements say otherwise; more XML may follow them. */
export function anItem(elements: Elements = {}, more = ''): string {
  const written = Object.entries({ ...post, ...elements }).map(
    ([name, text]) => `<${name}>${cdata(text)}</${name}>`,
  )
  return `<item>\n${written.join('\n')}${more}\n</item>\n`
}

export function anAttachment(id: string, elements: Elements = {}): string {
  const file = {
    'wp:post_id': id,
    'wp:post_type': 'attachment',
    'wp:status': 'inherit',
    'content:encoded': '',
  }
  const address = { 'wp:attachment_url': `https://wire.example/${id}.jpg`, 'excerpt:encoded': '' }
  return anItem({ ...file, ...address, ...elements }, meta('_wp_attachment_image_alt', 'A & B'))
}

export function meta(key: string, value: string): string {
  return `<wp:postmeta><wp:meta_key>${cdata(key)}</wp:meta_key><wp:meta_value>${cdata(value)}</wp:meta_value></wp:postmeta>`
}

export function category(domain: string, name: string, nicename = ''): string {
  return `<category domain="${domain}" nicename="${nicename}">${cdata(name)}</category>`
}

export function author(login: string, name: string): string {
  return `<wp:author><wp:author_id>1</wp:author_id><wp:author_login>${cdata(login)}</wp:author_login><wp:author_display_name>${cdata(name)}</wp:author_display_name></wp:author>`
}

// As WordPress cuts what would end the text too early.
function cdata(text: string): string {
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
}

export function anExport(...parts: string[]): string {
  return `${head}${parts.join('')}</channel>\n</rss>\n`
}

export const head = `<?xml version="1.0" encoding="UTF-8" ?>
<!-- generator="WordPress/6.8" -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Wire</title><language>en-US</language><wp:wxr_version>1.2</wp:wxr_version>
`

/** Opens bytes piece by piece. */
export function inPieces(bytes: Uint8Array, length = 65_536): () => AsyncIterable<Uint8Array> {
  return async function* () {
    for (let from = 0; from < bytes.length; from += length) yield bytes.subarray(from, from + length)
  }
}
