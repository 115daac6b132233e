import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Actor, type StaffRole, staffRoles } from '../../actor.ts'

/**
 * Who may call a route; a route without one keeps the server from starting. Test keys open what says so. A secret
 * in the path is the parameter `secret`; no header counts then.
 */
export type Access =
  | { by: 'public' }
  | { by: 'partner'; scope?: string; sandbox?: 'also' | 'only'; secretIn?: 'path' }
  | { by: 'staff'; roles: readonly StaffRole[] }
  | { by: 'operator' }

/** Whoever was let in, with the name that its requests are counted under. */
export interface Caller {
  /** The id of the key or token. */
  id: string
  actor: Actor
  /** Of a staff token. */
  role?: StaffRole
  /** Stand on every answer: what it has to know of its key. */
  headers?: Record<string, string> | undefined
}

/** Finds out who calls; throws a problem for whoever may not. Synchronous when everything is cached. */
export type Authenticator<A extends Access> = (request: FastifyRequest, access: A) => Caller | Promise<Caller>

export interface Authenticators {
  partner: Authenticator<Extract<Access, { by: 'partner' }>>
  staff: Authenticator<Extract<Access, { by: 'staff' }>>
}

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access
    /** Refuses the methods that an address does not take: no operation, and all that the API description leaves out. */
    refusesMethods?: true
    /** Counted, but answered whatever the quota: a supervisor's probes must get through. */
    unlimited?: boolean
  }
  interface FastifyRequest {
    caller: Caller | undefined
    /** The pattern of its address, where there is one: Fastify's own answer to this is put together at every asking. */
    route: string | undefined
  }
}

/** Refuses to start where a route does not say who may call it. */
export function requireAccessDeclared(app: FastifyInstance): void {
  app.addHook('onRoute', ({ method, url, config }) => {
    if (!config?.access) throw new Error(`${String(method)} ${url} does not declare its access`)
  })
}

/** The caller of a route that is not public. */
export function callerOf(request: FastifyRequest): Caller {
  if (!request.caller)
    throw new Error(`${request.routeOptions.url ?? request.url} has no caller; its access is public`)
  return request.caller
}

/** Runs the authenticator that a route's access asks for; an operator is a staff token or loopback. */
export function authenticate(
  request: FastifyRequest,
  access: Access,
  { partner, staff }: Authenticators,
): Caller | undefined | Promise<Caller> {
  if (access.by === 'public') return undefined
  if (access.by === 'partner') return partner(request, access)
  if (access.by === 'staff') return staff(request, access)
  return isLoopback(request) && !request.headers.authorization
    ? undefined
    : staff(request, { by: 'staff', roles: staffRoles })
}

const loopbackHost = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i
const ofProxies = /^(x-forwarded-.*|forwarded|via|x-real-ip)$/

/**
 * Whether the request comes from this machine and through no proxy. One on this machine may add no header,
 * but then it passes on the name that the world knows us by.
 */
function isLoopback({ headers, socket }: FastifyRequest): boolean {
  const { remoteAddress: address = '' } = socket
  if (address !== '::1' && !address.startsWith('127.') && !address.startsWith('::ffff:127.')) return false
  return loopbackHost.test(headers.host ?? '') && !Object.keys(headers).some((name) => ofProxies.test(name))
}
