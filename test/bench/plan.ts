import { parseArgs } from 'node:util'
import type { Dialect } from '../../src/platform/database/dialect.ts'
import { groups, importing, posting, type Scenario, scenarios, streaming } from './scenarios.ts'

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
  json?: string | undefined
  /** What is measured, by name or group; everything that need not be asked for where nothing is named. */
  only: string[]
  /** A folder for libraries that are to be measured again. */
  library?: string | undefined
  /** A file for the tables that people read. */
  markdown?: string | undefined
  /** A folder for CPU profiles of the product. */
  profiles?: string | undefined
}

const usage =
  'npm run bench -- [--quick] [--articles COUNT] [--only SCENARIO|GROUP]… [--engine sqlite|postgres] [--library FOLDER] [--json FILE] [--markdown FILE] [--profiles FOLDER]\n'

type Length = Pick<Plan, 'sizes' | 'warmUpS' | 'rounds' | 'seconds'>

const short: Length = { sizes: [500, 5_000], warmUpS: 0, rounds: 5, seconds: 1 }

// Many short rounds: a machine that others share is now fast, now slow, for seconds.
const full: Length = { sizes: [1_000, 100_000], warmUpS: 3, rounds: 11, seconds: 2 }

/** Whether something is to be measured. */
export function isWanted(
  { only }: Plan,
  { name, group, onlyAsked = false }: Pick<Scenario, 'name' | 'group' | 'onlyAsked'>,
): boolean {
  if (only.length === 0) return !onlyAsked
  return only.includes(name) || (group !== undefined && only.includes(group))
}

/** The plan that the command line asks for; wrong usage ends the process with 2. */
export function planFrom(args: string[]): Plan {
  try {
    const { values } = parseArgs({
      args,
      options: {
        quick: { type: 'boolean', default: false },
        articles: { type: 'string' },
        only: { type: 'string', multiple: true, default: [] },
        engine: { type: 'string', default: 'sqlite' },
        library: { type: 'string' },
        json: { type: 'string' },
        markdown: { type: 'string' },
        profiles: { type: 'string' },
      },
    })
    const { quick, articles, only, engine, ...files } = values
    if (engine !== 'sqlite' && engine !== 'postgres') throw new TypeError(`There is no engine ${engine}`)
    const { sizes, ...length } = quick ? short : full
    const large = articles === undefined ? sizes[1] : Number(articles)
    if (!Number.isSafeInteger(large) || large <= sizes[0])
      throw new TypeError(`--articles must be more than ${sizes[0]}`)
    const known: string[] = [...groups, streaming, posting, importing, ...scenarios.map(({ name }) => name)]
    const unknown = only.find((name) => !known.includes(name))
    if (unknown !== undefined) throw new TypeError(`There is no scenario ${unknown}`)
    return { ...length, sizes: [sizes[0], large], engine, connections: 32, only, ...files }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n${usage}`)
    return process.exit(2)
  }
}
