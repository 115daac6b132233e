import { z } from 'zod'
import { staffWho } from '../../actor.ts'
import type { Instant } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import { callerOf } from '../../platform/http/access.ts'
import type { Commit } from '../../platform/http/commit.ts'
import { requireMatch } from '../../platform/http/if-match.ts'
import { listSchema } from '../../platform/http/paging.ts'
import type { App } from '../../platform/http/server.ts'
import { idSchema } from '../../platform/ids.ts'
import { readSettings } from '../../platform/settings/settings.ts'
import { checkNames } from '../tables.ts'
import { setVetting } from './changing.ts'
import { recordCheck } from './checks.ts'
import { reviewOf } from './review.ts'
import { checkSchema, verdictInput, vettingSettingsSchema, vettingSettingsView } from './schema.ts'
import { vettingSettings, vettingSettingsInput } from './settings.ts'

const tag = 'Staff: vetting'
const readers = { access: { by: 'staff', roles: staffWho.read }, tag } as const
const licensing = { access: { by: 'staff', roles: staffWho.license }, tag } as const
const admins = { access: { by: 'staff', roles: staffWho.administer }, tag } as const
const params = z.object({ id: idSchema('par') })

/** What is looked into before a publisher is approved, and by which measure. */
export function vettingRoutes(app: App, database: Database, commit: Commit, now: () => Instant): void {
  checkRoutes(app, database, commit, now)
  settingRoutes(app, database, commit)
}

function checkRoutes(app: App, database: Database, commit: Commit, now: () => Instant): void {
  app.get(
    '/v1/staff/partners/:id/checks',
    {
      config: readers,
      schema: {
        operationId: 'listChecks',
        summary: 'Show where the vetting of a partner stands',
        params,
        response: { 200: listSchema(checkSchema) },
      },
    },
    async ({ params: { id } }) => ({ items: await reviewOf(database.read, id, now()), next: null }),
  )
  app.put(
    '/v1/staff/partners/:id/checks/:check',
    {
      config: licensing,
      schema: {
        operationId: 'recordCheck',
        summary: 'Record the verdict on a check; the first one begins the review',
        params: params.extend({ check: z.enum(checkNames) }),
        body: verdictInput,
        response: { 200: listSchema(checkSchema) },
      },
    },
    async (request, reply) => {
      const { id, check } = request.params
      return commit(request, reply, 200, async (tx) => {
        await recordCheck(tx, callerOf(request).actor, id, { check, ...request.body })
        return { items: await reviewOf(tx, id, tx.now), next: null }
      })
    },
  )
}

function settingRoutes(app: App, database: Database, commit: Commit): void {
  app.get(
    '/v1/staff/settings/vetting',
    {
      config: { ...readers, responseHeaders: ['ETag'] },
      schema: {
        operationId: 'getVettingSettings',
        summary: 'Show what is asked of publishers',
        response: { 200: vettingSettingsSchema },
      },
    },
    async (_, reply) => {
      const found = await readSettings(database.read, vettingSettings)
      reply.header('ETag', `"${found.version}"`)
      return vettingSettingsView(found)
    },
  )
  app.put(
    '/v1/staff/settings/vetting',
    {
      config: { ...admins, requestHeaders: ['If-Match'] },
      schema: {
        operationId: 'setVettingSettings',
        summary: 'Set what is asked of publishers; who was approved stays so',
        body: vettingSettingsInput,
        response: { 200: vettingSettingsSchema },
      },
    },
    async (request, reply) =>
      commit(request, reply, 200, async (tx) => {
        const present = await readSettings(tx, vettingSettings)
        await requireMatch(request, present.version, () => vettingSettingsView(present))
        return vettingSettingsView(await setVetting(tx, callerOf(request).actor, request.body))
      }),
  )
}
