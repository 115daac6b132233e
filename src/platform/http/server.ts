import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import { Problem } from '../../problems.ts'
import { newId } from '../ids.ts'
import type { Log } from '../log.ts'
import {
  type Access,
  type Authenticators,
  authenticate,
  type Caller,
  requireAccessDeclared,
} from './access.ts'
import { answerClientError } from './client-error.ts'
import { takeJsonOnly } from './json-body.ts'
import { watchMethods } from './methods.ts'
import { type ProblemPage, replyWithProblem } from './problem-reply.ts'
import { addressOf, RateLimit } from './rate-limit.ts'
import { requireStrictQueries } from './strict-queries.ts'
import { refuseMalformed } from './well-formed.ts'

const maxBodyBytes = 64 * 1024
const maxHeaderBytes = 16 * 1024
const maxParamLength = 200
const headersTimeoutMs = 5_000
const requestTimeoutMs = 10_000
const keepAliveTimeoutMs = 65_000

export type App = ReturnType<typeof createServer>['app']

interface ServerOptions {
  publicUrl: string
  trustedProxies: string[]
  rateLimit: number
  log: Log
  authenticators: Authenticators
  /** Without it browsers get problems as programs do. */
  problemPage?: ProblemPage
}

/**
 * A server with the limits, problems and access control that every route has. `closeMethods` is called
 * after the last route.
 */
export function createServer(options: ServerOptions) {
  const { publicUrl, trustedProxies, rateLimit, log, authenticators, problemPage } = options
  const loggerInstance: FastifyBaseLogger = log
  const fail = replyWithProblem(publicUrl, problemPage)
  const app = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => newId('req'),
    requestIdHeader: false,
    trustProxy: trustedProxies.length > 0 ? trustedProxies : false,
    bodyLimit: maxBodyBytes,
    routerOptions: { maxParamLength, ignoreTrailingSlash: false },
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: keepAliveTimeoutMs,
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    clientErrorHandler: answerClientError(publicUrl),
    http: {
      maxHeaderSize: maxHeaderBytes,
      headersTimeout: headersTimeoutMs,
      requestTimeout: requestTimeoutMs,
    },
    frameworkErrors: (error, request, reply) => fail(error, request, reply),
  }).withTypeProvider<ZodTypeProvider>()

  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(fail)
  app.setNotFoundHandler((request) => {
    throw new Problem('not-found', { detail: `There is nothing at ${request.url.split('?', 1)[0]}.` })
  })
  takeJsonOnly(app)
  requireAccessDeclared(app)
  requireStrictQueries(app)
  const closeMethods = watchMethods(app)
  admitCallers(app, new RateLimit(rateLimit), authenticators)
  return { app, closeMethods }
}

const anybody: Access = { by: 'public' }

function admitCallers(app: FastifyInstance, limit: RateLimit, authenticators: Authenticators): void {
  app.decorateRequest('caller', undefined)
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('X-Request-Id', request.id)
    const admit = (caller: Caller | undefined) => {
      request.caller = caller
      limit.take(caller?.id ?? addressOf(request), reply)
    }
    // A stranger's failed attempts count against its address.
    const refuse = (error: Error) => {
      try {
        limit.take(addressOf(request), reply)
        done(error)
      } catch (limited) {
        done(limited instanceof Error ? limited : error)
      }
    }
    try {
      refuseMalformed(request)
      const found = authenticate(request, request.routeOptions.config?.access ?? anybody, authenticators)
      if (found instanceof Promise) {
        found.then(admit).then(() => done(), refuse)
        return
      }
      admit(found)
    } catch (error) {
      return error instanceof Problem && error.slug === 'rate-limited'
        ? done(error)
        : refuse(error instanceof Error ? error : new Error(String(error)))
    }
    done()
  })
}
