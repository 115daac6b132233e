import { parseArgs } from 'node:util'
import type { Dialect } from '../../src/platform/database/dialect.ts'

/** What is measured, and for how long. */
export interface Plan {
  engine: Dialect
  /** How many articles the smaller and the larger library hold. */
  sizes: [small: number, large: number]
  /** Of load on each server before the first round. */
  warmUpS: number
  rounds: number
  /** Of load on one server, in one round. */
  seconds: number
  connections: number
  json: string | undefined
  /** A folder for CPU profiles of the product. */
  profiles: string | undefined
}

const usage = 'npm run bench -- [--quick] [--engine sqlite|postgres] [--json FILE] [--profiles FOLDER]\n'

type Length = Pick<Plan, 'sizes' | 'warmUpS' | 'rounds' | 'seconds'>

const short: Length = { sizes: [500, 5_000], warmUpS: 0, rounds: 5, seconds: 1 }

// Every verb asks PostgreSQL a dozen questions, so the larger library would take it half an hour.
function full(engine: Dialect): Length {
  return { sizes: [1_000, engine === 'sqlite' ? 100_000 : 10_000], warmUpS: 1, rounds: 5, seconds: 5 }
}

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
    return { ...(quick ? short : full(engine)), engine, connections: 32, json, profiles }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n${usage}`)
    return process.exit(2)
  }
}
