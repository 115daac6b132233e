import type { FastifyInstance } from 'fastify'
import { z } from 'zod'

const none = z.strictObject({})

/** Under `/v1` a parameter that a route does not know is an error, so that a typing mistake is noticed. */
export function requireStrictQueries(app: FastifyInstance): void {
  app.addHook('onRoute', (route) => {
    if (!route.url.startsWith('/v1/') || route.schema?.querystring) return
    route.schema = { ...route.schema, querystring: none }
  })
}
