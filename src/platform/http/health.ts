import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Database } from '../database/database.ts'
import { type Authenticators, authenticate } from './access.ts'
import type { App } from './server.ts'

const probeMs = 2_000

interface ComponentHealth {
  component: string
  status: 'pass' | 'fail'
  /** What is wrong and what would mend it. */
  output?: string
}

export type Probe = () => Promise<ComponentHealth>

/** Whether this process wants requests; false from the signal to stop until the end. */
export interface Lifecycle {
  draining: boolean
}

const anybody = { access: { by: 'public' }, tag: 'Service' } as const
const probed = { ...anybody, responseHeaders: ['Cache-Control'] } as const

const healthSchema = z
  .object({
    status: z.enum(['pass', 'fail']),
    components: z
      .array(
        z.object({ component: z.string(), status: z.enum(['pass', 'fail']), output: z.string().optional() }),
      )
      .optional()
      .describe('For staff tokens and calls from the same machine only.'),
  })
  .meta({ id: 'Health', examples: [{ status: 'pass' }] })

function statusSchema<const Names extends [string, ...string[]]>(...names: Names) {
  return z.object({ status: z.enum(names) })
}

/** Up, ready, healthy: three questions with three answers. Probes that do not answer in time fail. */
export function healthRoutes(
  app: App,
  lifecycle: Lifecycle,
  probes: Probe[],
  authenticators: Authenticators,
): void {
  app.get(
    '/livez',
    {
      config: { ...anybody, unlimited: true },
      schema: {
        operationId: 'getLiveness',
        summary: 'Is the process up?',
        response: { 200: statusSchema('up') },
      },
    },
    async () => ({ status: 'up' as const }),
  )
  app.get(
    '/readyz',
    {
      config: { ...probed, unlimited: true },
      schema: {
        operationId: 'getReadiness',
        summary: 'Can it serve?',
        response: { 200: statusSchema('ready'), 503: statusSchema('draining', 'fail') },
      },
    },
    async (_, reply) => {
      reply.header('Cache-Control', 'no-store')
      if (lifecycle.draining) return reply.code(503).header('Retry-After', '5').send({ status: 'draining' })
      const [database] = await Promise.all(probes.slice(0, 1).map(bounded))
      if (database?.status === 'fail')
        return reply.code(503).header('Retry-After', '1').send({ status: 'fail' })
      return { status: 'ready' as const }
    },
  )
  app.get(
    '/health',
    {
      config: probed,
      schema: {
        operationId: 'getHealth',
        summary: 'What works and what does not',
        response: { 200: healthSchema, 503: healthSchema },
      },
    },
    async (request, reply) => {
      const components = await Promise.all(probes.map(bounded))
      const status = components.every((component) => component.status === 'pass') ? 'pass' : 'fail'
      const detailed = await isOperator(request, authenticators)
      return reply
        .code(status === 'pass' ? 200 : 503)
        .headers({ 'Cache-Control': 'no-store', ...(status === 'pass' ? {} : { 'Retry-After': '1' }) })
        .send({ status, ...(detailed ? { components } : {}) })
    },
  )
}

/** Whether the database answers, and whether it takes writes. The first is what readiness hangs on. */
export function databaseProbes(database: Database, ask: () => Promise<unknown>): Probe[] {
  return [
    async () => {
      await ask()
      return { component: 'database:read', status: 'pass' }
    },
    async () => {
      const fault = database.writeFault()
      if (!fault) return { component: 'database:write', status: 'pass' }
      return {
        component: 'database:write',
        status: 'fail',
        output: `The last write failed with ${fault}; free disk space.`,
      }
    },
    async () =>
      database.freshness.check()
        ? { component: 'database:changes', status: 'pass' }
        : {
            component: 'database:changes',
            status: 'fail',
            output: 'Changes by other processes are not seen; caches are bypassed.',
          },
  ]
}

async function bounded(probe: Probe): Promise<ComponentHealth> {
  const late = new Promise<ComponentHealth>((resolve) => {
    setTimeout(
      () => resolve({ component: 'database', status: 'fail', output: `No answer within ${probeMs} ms.` }),
      probeMs,
    ).unref()
  })
  const failed = (): ComponentHealth => ({
    component: 'database',
    status: 'fail',
    output: 'Cannot be read; see the log.',
  })
  return Promise.race([probe().catch(failed), late])
}

async function isOperator(request: FastifyRequest, authenticators: Authenticators): Promise<boolean> {
  try {
    await authenticate(request, { by: 'operator' }, authenticators)
    return true
  } catch {
    return false
  }
}
