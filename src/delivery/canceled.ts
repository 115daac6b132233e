import { expiredAdvisory } from '../articles/timing.ts'
import { entitlementOf, hearsOfHeld, isOver, type Over, refusalOfHolder } from '../licensing/entitlement.ts'
import type { CallingPartner } from '../partners/calling-partner.ts'
import type { Id } from '../platform/ids.ts'
import type { House, Story } from './catalog.ts'
import type { Format } from './formats/formats.ts'
import { canceledJson } from './formats/taken-back.ts'
import type { Rendition } from './renditions.ts'
import { type Delivery, renditionUnder } from './serve.ts'

/**
 * A story that was taken back, for a partner that holds it and is to have no stories any more: it is told what to
 * do with it all the same, as among the changes.
 */
export async function overForHolder(
  { catalog, grants, now }: Delivery,
  { partner, standing }: CallingPartner,
  id: Id<'art'>,
): Promise<{ story: Story; because: Over } | undefined> {
  const { agreement } = await catalog.agreement(partner.id)
  const { terms } = await catalog.house()
  const entitlement = entitlementOf(standing, agreement, terms, now())
  if (entitlement.granted || standing.sandboxOf || !hearsOfHeld(entitlement.because)) return undefined
  if (!(await grants.holds(partner.id, id))) return undefined
  const story = await catalog.story(id)
  const because = refusalOfHolder(entitlement.because, story.article)
  return isOver(because) ? { story, because } : undefined
}

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
