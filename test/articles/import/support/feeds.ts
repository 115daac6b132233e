export const anItem = {
  title: '<title>Senator’s &#8220;Plan&#8221; &amp;amp; More</title>',
  link: '<link>https://wire.example/plan/</link>',
  guid: '<guid isPermaLink="false">https://wire.example/?p=35</guid>',
  date: '<pubDate>Fri, 01 May 2026 06:00:00 +0000</pubDate>',
  creators: '<dc:creator><![CDATA[Jane Doe]]></dc:creator><dc:creator>John Roe</dc:creator>',
  description: '<description><![CDATA[It held. [&#8230;]]]></description>',
  encoded:
    '<content:encoded><![CDATA[<p>The dam &#8212; old &amp; gray &#8212; held.</p>]]></content:encoded>',
  category: '<category><![CDATA[Law &amp; Order]]></category><category>Uncategorized</category>',
  media:
    '<media:content url="https://wire.example/dam.jpg" medium="image"><media:title>Dam</media:title></media:content>',
}

/** The same item with some elements written differently, or left out where empty. */
export function rssWith(elements: Partial<typeof anItem>): string {
  return rss(...Object.values({ ...anItem, ...elements }))
}

/** An RSS feed with one item of these elements. */
function rss(...elements: string[]): string {
  const namespaces = [
    'xmlns:content="http://purl.org/rss/1.0/modules/content/"',
    'xmlns:dc="http://purl.org/dc/elements/1.1/"',
    'xmlns:media="http://search.yahoo.com/mrss/"',
  ]
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" ${namespaces.join(' ')}><channel><title>Wire</title><language>en-US</language>
<item>${elements.join('\n')}</item></channel></rss>`
}
