import type { FastifyInstance, RouteOptions } from 'fastify'
import type { z } from 'zod'
import type { ProblemSlug } from '../../../problems.ts'
import type { RequestHeader, ResponseHeader } from './headers.ts'
import type { Tag } from './tags.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Under which heading the API description has the route. */
    tag?: Tag
    /** What the route heeds beyond what its access and method imply. */
    requestHeaders?: readonly RequestHeader[]
    /** What its successful answers carry beyond what every answer does. */
    responseHeaders?: readonly ResponseHeader[]
    /** What it may refuse with beyond what its access, method, parameters and headers imply. */
    problems?: readonly ProblemSlug[]
    /** What is sent from then on to the `url` of its body, and with which headers. */
    sends?: { body: z.ZodType; headers: Record<string, string> }
  }
  interface FastifyInstance {
    described: { publicUrl: string; routes: RouteOptions[] }
  }
}

/** Notes every route that the API description is to contain; called before the first one. */
export function describeRoutes(app: FastifyInstance, publicUrl: string): void {
  const routes: RouteOptions[] = []
  app.decorate('described', { publicUrl, routes })
  app.addHook('onRoute', (route) => {
    // Fastify answers HEAD wherever there is GET; the description says so once for all.
    if (route.method !== 'HEAD' && !route.config?.refusesMethods) routes.push(route)
  })
}
