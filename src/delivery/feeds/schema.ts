import { z } from 'zod'
import { examples as newsroom } from '../../articles/examples.ts'
import { logoOf } from '../../licensing/attribution.ts'
import { exampleTime, exampleUrl } from '../../platform/http/openapi/examples.ts'
import { examples } from '../examples.ts'
import { embedHtml } from '../formats/embed.ts'
import { articleSchema } from '../schema.ts'
import type { FeedForm } from './forms.ts'

const newswire = { ...newsroom.newswire, number: 1, attributionVersion: 1, updatedAt: 0 }
const article = articleSchema.parse(examples.article)

const jsonFeedSchema = z.looseObject({
  version: z.literal('https://jsonfeed.org/version/1.1'),
  title: z.string(),
  items: z.array(z.looseObject({ id: z.string(), url: z.url(), content_html: z.string() })),
})

/** None: its checksum is wrong. */
export const exampleSecret = 'wc_feed_ThisIsNoKeyItOnlyShowsHowLongOneIsAndWhatItLooksL'

/** The body of a feed in the API description, with the seeded story in it. */
export function feedSchema({ extension, item, frame }: FeedForm) {
  const address = `${exampleUrl}/v1/feeds/articles.${extension}`
  const [before, behind] = frame({
    ...{ id: address, selfUrl: address, title: newswire.name, newswire, updatedAt: exampleTime },
    ...{ logo: logoOf(newswire, exampleUrl), license: article.license.href },
  })
  const contentHtml = embedHtml(article, examples.attribution, article.license)
  const link = article.canonicalUrl ?? article.uri
  const example = before + item({ guid: article.uri, link, article, contentHtml, newswire }) + behind
  return extension === 'json'
    ? jsonFeedSchema.meta({ id: 'JsonFeed', examples: [JSON.parse(example)] })
    : z.string().meta({ examples: [example] })
}
