import { globSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { parseAst } from 'vitest/node'

/** A node of the ESTree that Oxc makes of TypeScript. */
export interface SyntaxNode {
  type: string
  start: number
  end: number
  [field: string]: unknown
}

/** One file of ours, read and parsed. */
export interface Source {
  /** From the project's root, with slashes: `src/app.ts`. */
  path: string
  text: string
  nodes: SyntaxNode[]
}

export interface Import {
  /** The package, or the file from the project's root: `fastify`, `src/actor.ts`. */
  target: string
  typeOnly: boolean
  node: SyntaxNode
}

export function sourcesIn(...folders: string[]): Source[] {
  return folders
    .flatMap((folder) => globSync(`${folder}/**/*.{ts,tsx}`, { exclude: ['**/{node_modules,dist}/**'] }))
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
    .map((path) => parseSource(path, readFileSync(path, 'utf8')))
}

export function parseSource(path: string, text: string): Source {
  const program = parseAst(text, { lang: path.endsWith('x') ? 'tsx' : 'ts' }, path)
  return { path, text, nodes: [...nodesIn(program)] }
}

function* nodesIn(value: unknown): Generator<SyntaxNode> {
  if (Array.isArray(value)) {
    for (const element of value) yield* nodesIn(element)
  } else if (isNode(value)) {
    yield value
    yield* nodesIn(Object.values(value))
  }
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

/** The nodes of some kinds. */
export function ofType({ nodes }: Source, ...types: string[]): SyntaxNode[] {
  return nodes.filter(({ type }) => types.includes(type))
}

/** Everything that a file imports: statements, `export … from`, `import()` and `import('…').Type`. */
export function importsOf(source: Source): Import[] {
  const withSource = ['ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration']
  return ofType(source, ...withSource, 'ImportExpression', 'TSImportType').flatMap((node) => {
    if (!isNode(node.source) || typeof node.source.value !== 'string') return []
    return [{ target: resolved(source.path, node.source.value), typeOnly: isTypeOnly(node), node }]
  })
}

function resolved(path: string, specifier: string): string {
  return specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : specifier
}

function isTypeOnly({ type, importKind, exportKind, specifiers }: SyntaxNode): boolean {
  if (type === 'TSImportType' || importKind === 'type' || exportKind === 'type') return true
  const names = Array.isArray(specifiers) ? specifiers.filter(isNode) : []
  return names.length > 0 && names.every((name) => name.importKind === 'type' || name.exportKind === 'type')
}

/** How a complaint names a place: `src/app.ts:12`. */
export function placeOf({ path, text }: Source, { start }: SyntaxNode): string {
  return `${path}:${text.slice(0, start).split('\n').length}`
}

export function linesOf({ text }: Source, { start, end }: SyntaxNode): number {
  return text.slice(start, end).split('\n').length
}
