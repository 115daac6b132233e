import type { Queries } from '../../platform/database/database.ts'
import { readSettings } from '../../platform/settings/settings.ts'
import { vettingSettings } from '../vetting/settings.ts'
import type { Application } from './applications.ts'
import { missingIn } from './missing.ts'
import type { ShownApplication } from './schema.ts'
import { twinsOf } from './twins.ts'

/** Applications with what staff have to know of them. */
export async function shown(
  queries: Queries,
  applications: readonly Application[],
): Promise<ShownApplication[]> {
  const { value } = await readSettings(queries, vettingSettings)
  const twins = await twinsOf(
    queries,
    applications.map(({ id }) => id),
  )
  return applications.map((application) => {
    const { id, partnerId, given, acceptance } = application
    return {
      application,
      missing: application.status === 'draft' ? missingIn(given, acceptance, value) : [],
      twins: twins.filter(({ applicationId, of }) => applicationId === id && of !== partnerId),
    }
  })
}

/** One of them. */
export async function showApplication(queries: Queries, application: Application): Promise<ShownApplication> {
  const [one] = await shown(queries, [application])
  if (!one) throw new Error('An application is not shown')
  return one
}
