import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { z } from 'zod'
import type { Question } from './answers.ts'
import type { Server } from './servers.ts'

const run = promisify(execFile)
const autocannon = fileURLToPath(import.meta.resolve('autocannon'))

const resultSchema = z.object({
  duration: z.number(),
  errors: z.literal(0, 'some requests got no answer'),
  statusCodeStats: z.record(z.string(), z.object({ count: z.int() })),
  latency: z.object({ p99: z.number() }),
})

interface Load extends Question {
  seconds: number
  connections: number
}

export interface Measurement {
  requestsPerS: number
  p99Ms: number
  /** What one request costs the server, apart from what the machine does besides. */
  cpuMicros: number
}

/** Puts a server under load from a process of its own, as fast as it answers. */
export async function measure(server: Server, load: Load): Promise<Measurement> {
  const before = await server.usage()
  const { stdout } = await run(process.execPath, [autocannon, ...optionsOf(load), server.url + load.path])
  const after = await server.usage()

  const { duration, statusCodeStats, latency } = resultSchema.parse(JSON.parse(stdout))
  const { [load.status]: expected, ...others } = statusCodeStats
  if (!expected || Object.keys(others).length > 0)
    throw new Error(
      `${load.path} was answered with ${Object.keys(statusCodeStats)}, not ${load.status} alone`,
    )
  return {
    requestsPerS: expected.count / duration,
    p99Ms: latency.p99,
    cpuMicros: (after.cpuMicros - before.cpuMicros) / expected.count,
  }
}

function optionsOf({ headers, seconds, connections }: Load): string[] {
  const sent = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
  return ['--json', '--no-progress', '-c', String(connections), '-d', String(seconds), ...sent]
}
