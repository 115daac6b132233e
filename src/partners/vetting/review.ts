import type { Instant } from '../../platform/clock.ts'
import type { Queries } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import { readSettings } from '../../platform/settings/settings.ts'
import { showPartner } from '../partners.ts'
import { checkHistory } from './checks.ts'
import { checkView } from './schema.ts'
import { vettingSettings } from './settings.ts'
import { standingsOf } from './standing.ts'

/** Every check of a partner with all that was recorded of it. */
export async function reviewOf(queries: Queries, id: Id<'par'>, now: Instant) {
  const partner = await showPartner(queries, id)
  const { value } = await readSettings(queries, vettingSettings)
  const history = await checkHistory(queries, id)
  return standingsOf(partner, value, now).map((standing) => checkView(standing, history))
}
