import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { FastifyInstance, RouteOptions } from 'fastify'
import { createApp } from '../../../src/app.ts'
import { loadConfig } from '../../../src/config.ts'
import { systemClock } from '../../../src/platform/clock.ts'
import { absentDatabase } from '../../../src/platform/database/absent.ts'
import { createLog } from '../../../src/platform/log.ts'
import { secretKey } from '../../support/opening.ts'

const channel = 'fastify.initialization'

/** The product with every route that it registered, to be looked at only: there is no database under it. */
export function describedProduct(publicUrl: string) {
  const registered: RouteOptions[] = []
  const listen = (message: unknown) => {
    if (isServer(message)) message.fastify.addHook('onRoute', (route) => void registered.push(route))
  }
  const config = loadConfig({
    PUBLIC_URL: publicUrl,
    SECRET_KEY: secretKey.toString('hex'),
    // Every method of every address is asked for.
    RATE_LIMIT: '100000',
  })
  subscribe(channel, listen)
  const { app } = createApp({
    config,
    database: absentDatabase(),
    clock: systemClock,
    log: createLog('silent'),
  })
  unsubscribe(channel, listen)
  const routes = registered.flatMap(({ method, url }) =>
    [method].flat().map((one) => ({
      method: one,
      path: url.replaceAll(/:(\w+)/g, '{$1}'),
      url,
    })),
  )
  // Fastify adds HEAD to every GET.
  return { app, routes: routes.filter(({ method }) => method !== 'HEAD') }
}

function isServer(message: unknown): message is { fastify: FastifyInstance } {
  return typeof message === 'object' && message !== null && 'fastify' in message
}
