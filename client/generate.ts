import { text } from 'node:stream/consumers'
import openapiTS, { astToString } from 'openapi-typescript'

// Writes to stdout the types of what partners may call, from the description of the API on stdin.

type Described = Record<string, unknown>

// For people, and in the reference.
const leftOut = ['headers', 'example', 'examples']

const {
  paths: all,
  components,
  ...rest
} = JSON.parse(await text(process.stdin), (name, value) => (leftOut.includes(name) ? undefined : value))
const paths = forPartners(all)
const nodes = await openapiTS(JSON.stringify({ ...rest, paths, components: reachedFrom(paths) }))
process.stdout.write(astToString(nodes))

function forPartners(described: Record<string, Record<string, Described>>): Described {
  const kept = Object.entries(described).flatMap(([path, methods]) => {
    const open = Object.entries(methods).filter(([, { security }]) =>
      JSON.stringify(security).includes('"partnerKey"'),
    )
    return open.length > 0 ? [[path, Object.fromEntries(open)]] : []
  })
  return Object.fromEntries(kept)
}

/** The components that something refers to, directly or by others. */
function reachedFrom(start: unknown): Described {
  const kept: Record<string, Described> = {}
  const visit = (part: unknown) => {
    const references = JSON.stringify(part).matchAll(/"#\/components\/(\w+)\/([^"]+)"/g)
    for (const [, kind = '', name = ''] of references) {
      if (kept[kind]?.[name]) continue
      kept[kind] = { ...kept[kind], [name]: components[kind][name] }
      visit(components[kind][name])
    }
  }
  visit(start)
  return kept
}
