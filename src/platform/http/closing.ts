import type { FastifyInstance } from 'fastify'

const lookEveryMs = 50
const patienceMs = 10_000

/**
 * Ends connections while the server closes: each as soon as nothing is under way on it, the rest after 10 s.
 * Node would wait a minute for one that is kept alive, and for ever for half a request.
 */
export function endConnections(app: FastifyInstance): void {
  app.addHook('preClose', async () => {
    const { server } = app
    if (!server.listening) return
    const looking = setInterval(() => server.closeIdleConnections(), lookEveryMs)
    const ending = setTimeout(() => server.closeAllConnections(), patienceMs)
    server.once('close', () => {
      clearInterval(looking)
      clearTimeout(ending)
    })
  })
}
