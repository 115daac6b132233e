import { importsOf, placeOf, type Source } from './source.ts'

/** What each room may import; besides, all of them may use `shared`. ARCHITECTURE.md prints this table. */
export const rooms: Record<string, readonly string[]> = {
  platform: [],
  articles: ['platform'],
  partners: ['platform'],
  accounts: ['partners', 'platform'],
  licensing: ['articles', 'partners', 'accounts', 'platform'],
  delivery: ['licensing', 'articles', 'partners', 'accounts', 'platform'],
  compliance: ['delivery', 'licensing', 'articles', 'partners', 'accounts', 'platform'],
  console: ['compliance', 'delivery', 'licensing', 'articles', 'partners', 'accounts', 'platform'],
}

/** The few files that stand before every room. */
const shared = ['actor', 'problems']
const beforeEveryRoom: Record<string, readonly string[]> = {
  actor: [],
  problems: [],
  'node-version': [],
  variables: ['platform'],
  config: ['variables', 'platform'],
}

/** Imports of our own files that go against the order of the rooms. */
export function againstTheOrder(source: Source): string[] {
  const here = unitOf(source.path)
  if (here === undefined) return []
  const allowed = [here, ...shared, ...(rooms[here] ?? beforeEveryRoom[here] ?? [])]
  // Whatever is neither a room nor stands before them puts the product together, and may use everything.
  const above = rooms[here] === undefined && beforeEveryRoom[here] === undefined
  return importsOf(source).flatMap(({ target, typeOnly, node }) => {
    const there = unitOf(target)
    if (there === undefined || above || allowed.includes(there)) return []
    if (there === 'config' && typeOnly) return []
    return [`${placeOf(source, node)} ${here} may not import ${there}`]
  })
}

// `src/delivery/serve.ts` belongs to `delivery`, `src/app.ts` is `app`.
function unitOf(path: string): string | undefined {
  return /^src\/([\w-]+)/.exec(path)?.[1]
}

/** Files that, when they run, wait for each other. */
export function cyclesAmong(sources: Source[]): string[] {
  const imports = new Map(
    sources.map((source) => [
      source.path,
      importsOf(source)
        .filter(({ typeOnly }) => !typeOnly)
        .map(({ target }) => target),
    ]),
  )
  const done = new Set<string>()
  const cycles: string[] = []
  const visit = (path: string, way: string[]) => {
    if (way.includes(path)) cycles.push([...way.slice(way.indexOf(path)), path].join(' → '))
    if (way.includes(path) || done.has(path)) return
    for (const target of imports.get(path) ?? []) visit(target, [...way, path])
    done.add(path)
  }
  for (const path of imports.keys()) visit(path, [])
  return cycles
}
