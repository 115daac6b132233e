import fastify, {
  type FastifyContextConfig,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
  type onRequestHookHandler,
} from 'fastify'
import { serializerCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Log } from '../log.ts'
import {
  type Access,
  type Authenticators,
  authenticate,
  type Caller,
  requireAccessDeclared,
} from './access.ts'
import { Addresses } from './addresses.ts'
import { answerClientError } from './client-error.ts'
import { endConnections } from './closing.ts'
import { takeForms } from './form-body.ts'
import { takeJsonOnly } from './json-body.ts'
import './messages.ts'
import { type ProblemPage, replyWithProblem } from './problem-reply.ts'
import { addressOf, RateLimit } from './rate-limit.ts'
import { requestIds } from './request-ids.ts'
import { takeSheets } from './sheet-body.ts'
import { requireStrictQueries } from './strict-queries.ts'
import { joinTrace, onlyShared, sharedLog } from './trace.ts'
import { validatorCompiler } from './validating.ts'
import { refuseMalformed } from './well-formed.ts'

const maxBodyBytes = 64 * 1024
const maxHeaderBytes = 16 * 1024
const maxParamLength = 200
const headersTimeoutMs = 5_000
const requestTimeoutMs = 10_000
const timeoutCheckMs = 1_000
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
 * A server with the limits, problems and access control that every route has. Its addresses refuse what is
 * shadowed after the last route.
 */
export function createServer(options: ServerOptions) {
  const { publicUrl, trustedProxies, rateLimit, log, authenticators, problemPage } = options
  const limit = new RateLimit(rateLimit)
  const fail = replyWithProblem(publicUrl, problemPage)
  const app = fastify({
    loggerInstance: sharedLog(log),
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: onlyShared }),
    genReqId: requestIds(),
    requestIdHeader: false,
    trustProxy: trustedProxies.length > 0 ? trustedProxies : false,
    bodyLimit: maxBodyBytes,
    routerOptions: { maxParamLength, ignoreTrailingSlash: false },
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: keepAliveTimeoutMs,
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    clientErrorHandler: answerClientError(publicUrl, limit),
    http: {
      maxHeaderSize: maxHeaderBytes,
      headersTimeout: headersTimeoutMs,
      requestTimeout: requestTimeoutMs,
      // Late requests are only looked for this often.
      connectionsCheckingInterval: timeoutCheckMs,
      // Node's own answer has no body; refuseMalformed says what is missing.
      requireHostHeader: false,
    },
    // No route was found, so no hook has run.
    frameworkErrors: (error, request, reply) => fail(refusal(limit, request, reply, error), request, reply),
  }).withTypeProvider<ZodTypeProvider>()

  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(fail)
  // Reached by nobody: `admission` refuses what no route takes.
  app.setNotFoundHandler(() => undefined)
  takeJsonOnly(app)
  takeForms(app)
  takeSheets(app)
  requireAccessDeclared(app)
  requireStrictQueries(app)
  const addresses = new Addresses(app, maxParamLength)
  admitCallers(app, admission(limit, authenticators, addresses))
  meetEveryExpectation(app)
  endConnections(app)
  return { app, addresses, limit }
}

const anybody: Access = { by: 'public' }
// As Fastify and Node name it: another spelling is looked up anew for every answer.
const requestIdHeader = 'x-request-id'

function admitCallers(app: FastifyInstance, admit: ReturnType<typeof admission>): void {
  app.decorateRequest('caller', undefined)
  app.decorateRequest('route', undefined)
  // To each route by itself: which one a request is for is put together at every asking.
  app.addHook('onRoute', (route) => {
    const { url, config } = route
    const onRequest: onRequestHookHandler = (request, reply, done) => admit(request, reply, done, url, config)
    route.onRequest = [onRequest, ...[route.onRequest ?? []].flat()]
  })
  app.addHook('onRequest', (request, reply, done) => {
    if (request.is404) admit(request, reply, done)
    else done()
  })
}

/** Lets a request in, or refuses it, before its body is read; without a pattern there is no route to take it. */
function admission(limit: RateLimit, authenticators: Authenticators, addresses: Addresses) {
  return (
    request: FastifyRequest,
    reply: FastifyReply,
    done: (error?: Error) => void,
    pattern?: string,
    config?: FastifyContextConfig,
  ): void => {
    joinTrace(request)
    const address = pattern === undefined ? addresses.at(request.url) : undefined
    request.route = pattern ?? address?.pattern
    const refuse = (error: Error) => done(refusal(limit, request, reply, error))
    const admit = (caller: Caller | undefined) => {
      request.caller = caller
      const { headers, exceeded } = limit.take(caller?.id ?? addressOf(request))
      reply.header(requestIdHeader, request.id).headers(headers)
      if (caller?.headers) reply.headers(caller.headers)
      const refused = config?.unlimited ? undefined : exceeded
      done(refused ?? (pattern === undefined ? addresses.unrouted(request, address) : undefined))
    }
    let found: Caller | undefined | Promise<Caller>
    try {
      refuseMalformed(request)
      found = authenticate(request, config?.access ?? anybody, authenticators)
    } catch (error) {
      refuse(error instanceof Error ? error : new Error(String(error)))
      return
    }
    if (found instanceof Promise) found.then(admit, refuse)
    else admit(found)
  }
}

// A stranger's failed attempts count against its address.
function refusal(limit: RateLimit, request: FastifyRequest, reply: FastifyReply, error: Error): Error {
  const { headers, exceeded } = limit.take(addressOf(request))
  reply.header(requestIdHeader, request.id).headers(headers)
  return exceeded ?? error
}

// RFC 9110, 10.1.1 lets a server ignore what it does not know; Node would answer 417 without a body.
function meetEveryExpectation(app: FastifyInstance): void {
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response))
}
