import { againstTheOrder, cyclesAmong } from './rooms.ts'
import {
  importsOf,
  isNode,
  linesOf,
  ofType,
  parseSource,
  placeOf,
  type Source,
  type SyntaxNode,
} from './source.ts'

const maxFileLines = 300
const maxFunctionLines = 60
// In capitals in a comment; written small here, where they are only named.
const unfinished = ['todo', 'fixme', 'xxx', 'hack'].map((word) => word.toUpperCase())

interface Rule {
  says: string
  complaints: (sources: Source[]) => string[]
  /** A file that breaks the rule: the proof that breaking it is noticed. */
  broken: Source
}

export const rules: Rule[] = [
  {
    says: 'a room imports only the rooms before it',
    complaints: (sources) => sources.flatMap(againstTheOrder),
    broken: parseSource('src/articles/x.ts', "import type { Y } from '../delivery/y.ts'"),
  },
  {
    says: 'no two files import each other',
    complaints: (sources) => cyclesAmong(inSrc(sources)),
    broken: parseSource('src/articles/x.ts', "export { y } from './x.ts'"),
  },
  {
    says: 'drivers and table builders stay in platform/database',
    complaints: imported(
      /^(pg|better-sqlite3|drizzle-orm\/(.+-core|better-sqlite3|node-postgres))$/,
      /^src\/platform\/database\//,
    ),
    broken: parseSource('src/articles/x.ts', "import { text } from 'drizzle-orm/pg-core'"),
  },
  {
    says: 'Fastify runs in platform/http and app alone',
    complaints: imported(/^fastify$/, /^src\/(platform\/http\/|console\/|app\.ts)/, 'values'),
    broken: parseSource('src/articles/routes.ts', "import fastify from 'fastify'"),
  },
  {
    says: 'only doors know the types of Fastify',
    complaints: imported(
      /^fastify$/,
      /^src\/(platform\/http\/|console\/|app\.ts|delivery\/(serve|list|changes|stream|revisions|difference|feeds\/feed)\.ts|.*(routes|authenticate|calling-partner)\.ts$)/,
    ),
    broken: parseSource('src/licensing/grants.ts', "import type { FastifyRequest } from 'fastify'"),
  },
  {
    says: 'the environment is read where the configuration and the engine are chosen',
    complaints: readingOfEnvironment,
    broken: parseSource('src/app.ts', 'const { PORT } = process.env'),
  },
  {
    says: 'every query is awaited or returned',
    complaints: floatingQueries,
    broken: parseSource('src/articles/x.ts', 'async function f() { tx.delete(articles).where(one) }'),
  },
  {
    says: 'types are cast in platform/database alone',
    complaints: casts,
    broken: parseSource('src/articles/x.ts', 'const one = two as Three'),
  },
  {
    says: `a file has at most ${maxFileLines} lines`,
    complaints: (sources) =>
      sources
        .filter(({ text }) => text.trimEnd().split('\n').length > maxFileLines)
        .map(({ path }) => `${path} is longer than ${maxFileLines} lines`),
    broken: parseSource('src/x.ts', 'f()\n'.repeat(maxFileLines + 1)),
  },
  {
    says: `a function has at most ${maxFunctionLines} lines`,
    complaints: longFunctions,
    broken: parseSource('src/x.ts', `const f = () => {\n${'g()\n'.repeat(maxFunctionLines)}}`),
  },
  {
    says: 'nothing is a default export, and no file only hands on others',
    complaints: unnamedExports,
    broken: parseSource('src/articles/index.ts', "export * from './articles.ts'"),
  },
  {
    says: 'nothing is left to do',
    complaints: leftovers,
    broken: parseSource('src/x.ts', `// ${unfinished[0]}: later`),
  },
  {
    says: 'no test is skipped or alone',
    complaints: partialSuites,
    broken: parseSource('test/x.test.ts', "test.runIf(false)('works', () => {})"),
  },
]

function inSrc(sources: Source[]): Source[] {
  return sources.filter(({ path }) => path.startsWith('src/'))
}

function imported(what: RegExp, where: RegExp, which: 'all' | 'values' = 'all') {
  return (sources: Source[]) =>
    inSrc(sources)
      .filter(({ path }) => !where.test(path))
      .flatMap((source) =>
        importsOf(source)
          .filter(({ target, typeOnly }) => what.test(target) && !(which === 'values' && typeOnly))
          .map(({ target, node }) => `${placeOf(source, node)} imports ${target}`),
      )
}

function readingOfEnvironment(sources: Source[]): string[] {
  const allowed = ['src/config.ts', 'src/platform/database/dialect.ts']
  return inSrc(sources)
    .filter(({ path }) => !allowed.includes(path))
    .flatMap((source) =>
      ofType(source, 'MemberExpression')
        .filter((node) => nameOf(node.object) === 'process' && nameOf(node.property) === 'env')
        .map((node) => `${placeOf(source, node)} reads process.env`),
    )
}

// A query that nobody awaits never runs, and no linter sees it.
function floatingQueries(sources: Source[]): string[] {
  return sources.flatMap((source) =>
    ofType(source, 'ExpressionStatement')
      .filter(({ expression }) => isNode(expression) && beginsWithQueries(expression))
      .map((node) => `${placeOf(source, node)} is not awaited`),
  )
}

const connections = ['tx', 'database', 'queries']

function beginsWithQueries(expression: SyntaxNode): boolean {
  const names = chainOf(expression)
  const [first, second] = names[0] === 'this' ? names.slice(1) : names
  // `.catch(…)` does what awaiting would have done, the next two only hold names, and only SQLite's own
  // connection has `exec`, which is synchronous.
  const isNoQuery = second !== undefined && ['invalidated', 'signals', 'journaled', 'exec'].includes(second)
  if (names.at(-1) === 'catch' || isNoQuery) return false
  return first !== undefined && connections.includes(first) && expression.type === 'CallExpression'
}

// The names in `tx.delete(articles).where(one)`: tx, delete, where.
function chainOf(node: unknown): string[] {
  if (!isNode(node)) return []
  if (node.type === 'CallExpression') return chainOf(node.callee)
  if (node.type === 'ChainExpression') return chainOf(node.expression)
  if (node.type === 'MemberExpression') return [...chainOf(node.object), nameOf(node.property)]
  return node.type === 'ThisExpression' ? ['this'] : [nameOf(node)]
}

function nameOf(node: unknown): string {
  return isNode(node) && typeof node.name === 'string' ? node.name : ''
}

function casts(sources: Source[]): string[] {
  return sources
    .filter(({ path }) => !path.startsWith('src/platform/database/'))
    .flatMap((source) =>
      ofType(source, 'TSAsExpression', 'TSTypeAssertion')
        .filter(({ typeAnnotation }) => isNode(typeAnnotation) && nameOf(typeAnnotation.typeName) !== 'const')
        .map((node) => `${placeOf(source, node)} casts`),
    )
}

function longFunctions(sources: Source[]): string[] {
  const functions = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']
  return sources.flatMap((source) =>
    ofType(source, ...functions)
      .filter((node) => !groups(source).includes(node) && linesOf(source, node) > maxFunctionLines)
      .map((node) => `${placeOf(source, node)} is ${linesOf(source, node)} lines long`),
  )
}

// What `describe` is given only groups tests.
function groups(source: Source): unknown[] {
  return ofType(source, 'CallExpression').flatMap(({ callee, arguments: given }) =>
    chainOf(callee)[0] === 'describe' && Array.isArray(given) ? given : [],
  )
}

function unnamedExports(sources: Source[]): string[] {
  return inSrc(sources).flatMap((source) =>
    ofType(source, 'ExportDefaultDeclaration', 'ExportAllDeclaration', 'ExportNamedDeclaration')
      .filter((node) => node.type !== 'ExportNamedDeclaration' || isNode(node.source))
      .map((node) => `${placeOf(source, node)} exports by default, or what another file made`),
  )
}

function leftovers(sources: Source[]): string[] {
  const words = new RegExp(`\\b(${unfinished.join('|')})\\b`)
  return sources.filter(({ text }) => words.test(text)).map(({ path }) => `${path} leaves something to do`)
}

function partialSuites(sources: Source[]): string[] {
  return sources.flatMap((source) =>
    ofType(source, 'MemberExpression')
      .filter(({ object }) => ['test', 'it', 'describe'].includes(nameOf(object)))
      .filter(({ property }) =>
        ['skip', 'only', 'todo', 'skipIf', 'runIf', 'fails'].includes(nameOf(property)),
      )
      .map((node) => `${placeOf(source, node)} leaves tests out`),
  )
}
