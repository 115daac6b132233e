import type { InjectOptions } from 'fastify'
import { onTestFinished } from 'vitest'
import { type AppParts, createApp } from '../../src/app.ts'
import { type Config, loadConfig } from '../../src/config.ts'
import { killLogOf } from '../../src/installation.ts'
import type { Network } from '../../src/platform/fetch/network.ts'
import type { ResolveTxt } from '../../src/platform/fetch/txt-records.ts'
import { createLog } from '../../src/platform/log.ts'
import { aDatabase, type TestDatabase } from './databases.ts'
import { runJobs } from './jobs.ts'
import { open, secretKey } from './opening.ts'

export const actor = { kind: 'system', name: 'test' } as const

export const publicUrl = 'http://127.0.0.1:8080'

export interface TestClock {
  now(): number
  set(time: string): void
  advance(ms: number): void
}

export type Product = Awaited<ReturnType<typeof start>>

interface StartOptions {
  /** Another node over a database that is there already. */
  on?: TestDatabase
  config?: Partial<Config>
  /** Takes every log line. */
  log?: (line: string) => void
  /** How other servers are reached. */
  network?: Network
  /** How TXT records are looked up. */
  resolveTxt?: ResolveTxt
  /** Unless told otherwise, streams end as soon as they have told what there is. */
  streamTimes?: AppParts['streamTimes']
}

/** The product over a database of its own, ended with the test. */
export async function start({ on, config: changed, log: keep, ...around }: StartOptions = {}) {
  const storage = on ?? (await aDatabase())
  const clock = aClock()
  const database = await open(storage.url, clock.now, killLogOf(storage))
  const config = {
    ...loadConfig({
      DATA_DIR: storage.dataDir,
      DATABASE_URL: storage.url,
      SECRET_KEY: secretKey.toString('hex'),
      RATE_LIMIT: '1000000',
    }),
    ...changed,
  }
  const log = keep ? createLog('debug', { write: keep }) : createLog('silent')
  const created = createApp({ streamTimes: { lastsMs: 0 }, ...around, config, database, clock, log })
  const { app, mailing } = created
  await app.ready()
  onTestFinished(async () => {
    await app.close()
    mailing.transport.close()
    await database.close()
    if (!on) await storage.drop()
  })
  return { ...created, database, clock, config, storage }
}

function aClock(): TestClock {
  let instant = Date.parse('2026-05-01T00:00:00Z')
  return {
    now: () => instant,
    set: (time) => {
      instant = Date.parse(time)
    },
    advance: (ms) => {
      instant += ms
    },
  }
}

/** Calls through the door, with a key or token. */
export function caller(app: Product['app'], key?: string) {
  const call = async (
    method: 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
    url: string,
    options: Omit<InjectOptions, 'method' | 'url'> = {},
  ) =>
    app.inject({
      ...options,
      method,
      url,
      headers: { ...(key ? { authorization: `Bearer ${key}` } : {}), ...options.headers },
    })
  return {
    call,
    get: (url: string, headers: Record<string, string> = {}) => call('GET', url, { headers }),
    post: (url: string, payload: object = {}, headers: Record<string, string> = {}) =>
      call('POST', url, { payload, headers }),
  }
}

/** Lets everything happen that is due by the product's clock. */
export async function letTimeWork({ worker }: Product): Promise<void> {
  await runJobs(worker)
}
