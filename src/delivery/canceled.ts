import { expiredAdvisory } from '../articles/timing.ts'
import type { Over } from '../licensing/entitlement.ts'
import type { House, Story } from './catalog.ts'
import type { Format } from './formats/formats.ts'
import { canceledJson } from './formats/taken-back.ts'
import type { Rendition } from './renditions.ts'
import { type Delivery, renditionUnder } from './serve.ts'

/** The form in which a story that was taken back is told. It hands out no text, so none is granted. */
export function canceledRendition(
  delivery: Delivery,
  story: Story,
  house: House,
  because: Over,
  format: Format,
): Rendition {
  const { article } = story
  const status = because === 'killed' ? 'killed' : 'withdrawn'
  const advisory = because === 'expired' ? expiredAdvisory : (article.advisory ?? '')
  const key = `${article.id} ${because} ${article.version}`
  return renditionUnder(delivery, key, story, house, format, (attribution) =>
    canceledJson(story, attribution, delivery.links, house.newswire, { status, advisory }),
  )
}
