import { parseArgs } from 'node:util'
import type { Dialect } from '../../src/platform/database/dialect.ts'

/** What is measured, and for how long. */
export interface Plan {
  engine: Dialect
  /** How many articles the smaller and the larger library hold. */
  sizes: [small: number, large: number]
  rounds: number
  /** Of load on one server, in one round. */
  seconds: number
  connections: number
  json: string | undefined
  /** A folder for CPU profiles of the product. */
  profiles: string | undefined
}

const usage = 'npm run bench -- [--quick] [--engine sqlite|postgres] [--json FILE] [--profiles FOLDER]\n'

/** The plan that the command line asks for; wrong usage ends the process with 2. */
export function planFrom(args: string[]): Plan {
  try {
    const { values } = parseArgs({
      args,
      options: {
        quick: { type: 'boolean', default: false },
        engine: { type: 'string', default: 'sqlite' },
        json: { type: 'string' },
        profiles: { type: 'string' },
      },
    })
    const { quick, engine, json, profiles } = values
    if (engine !== 'sqlite' && engine !== 'postgres') throw new TypeError(`There is no engine ${engine}`)
    const length: Pick<Plan, 'sizes' | 'rounds' | 'seconds'> = quick
      ? { sizes: [1_000, 10_000], rounds: 5, seconds: 1 }
      : { sizes: [1_000, 100_000], rounds: 5, seconds: 5 }
    return { engine, ...length, connections: 32, json, profiles }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n${usage}`)
    return process.exit(2)
  }
}
