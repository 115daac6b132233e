import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path/posix'

/** A page of ours, in Markdown or as `.env.example`. */
export interface Document {
  path: string
  text: string
  /** What stands in code: spans, and the lines of blocks with continued lines joined. */
  code: string[]
}

export function documents(): Document[] {
  const paths = [
    ...['README.md', 'ARCHITECTURE.md', 'CHANGELOG.md', '.env.example', 'client/README.md'],
    ...globSync('{docs,examples}/**/*.md'),
  ]
  return paths.map((path) => documentOf(path, readFileSync(path, 'utf8')))
}

export function documentOf(path: string, text: string): Document {
  return { path, text, code: path.endsWith('.md') ? codeIn(text) : [] }
}

function codeIn(text: string): string[] {
  const fence = /^```.*\n([\s\S]*?)^```$/gm
  const blocks = [...text.matchAll(fence)].flatMap(([, block = '']) =>
    block.replace(/\s*\\\n\s*/g, ' ').split('\n'),
  )
  const spans = [...text.replace(fence, '').matchAll(/`([^`]+)`/g)].map(([, span = '']) =>
    span.replace(/\s+/g, ' '),
  )
  return [...blocks, ...spans].filter((line) => line.trim() !== '')
}

/** A command line of ours, as a page writes it. */
export interface Mention {
  /** `partner add` */
  command: string[]
  options: string[]
}

/** What `wirecopy …` is called with, in whichever way it is started. */
export function commandsIn({ code }: Document): Mention[] {
  return code.flatMap((line) => {
    const rest = /(?:npm run wirecopy --|dist\/cli\.js|^wirecopy)((?: [^#|]+)?)/.exec(line)?.[1]
    if (rest === undefined) return []
    const words = rest.trim().split(/\s+/)
    const end = words.findIndex((word) => !/^[a-z]+(-[a-z]+)*$/.test(word))
    return [
      {
        command: (end === -1 ? words : words.slice(0, end)).filter(Boolean),
        options: words.filter((word) => /^--[a-z]/.test(word)),
      },
    ]
  })
}

export function npmScriptsIn({ code }: Document): string[] {
  return code.flatMap((line) =>
    [...line.matchAll(/npm (?:run )?(?:-s )?([a-z][\w:]*)/g)].map(([, name = '']) => name),
  )
}

const ours = /^(?:src|test|docs|client|examples|migrations|seeds|\.ci)(?:\/|$)/
const fileName = /^[\w.-][\w./-]*\.(?:tsx?|md|ya?ml|json|sql|sh|png)$/
// Made when the product runs, or by whoever runs it.
const madeLater = /^(?:DATA_DIR|data|dist|secrets)\/|^\.wirecopy\.json$|^story\.html$|^logo\.(?:svg|png)$/

/** Files and folders of this project, in code spans and links. */
export function pathsIn({ path: page, text, code }: Document): string[] {
  const links = [...text.matchAll(/\]\(([^)#]+)\)/g)].map(([, target = '']) => target)
  const words = code.flatMap((line) => line.split(/[\s`'"(),;]+/))
  return [
    ...links.filter((target) => !target.includes('://')).map((target) => join(dirname(page), target)),
    ...words.filter((word) => (ours.test(word) || fileName.test(word)) && !madeLater.test(word)),
  ].filter((path) => !path.includes('*') && !path.includes('<') && !path.includes('…'))
}

// What is no setting of ours, and how PHP calls the headers of a request.
const foreign = /^(?:PATH$|HTTP_)/

/** Settings: names with an underscore, or names that are given a value. */
export function variablesIn({ text }: Document): string[] {
  const found = text.matchAll(/(?<![\w-])([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\b|\b([A-Z][A-Z_]+)=/g)
  return [...found].map(([, named, given]) => named ?? given ?? '').filter((name) => !foreign.test(name))
}

/** Addresses of the API: `GET /v1/articles/{id}`, and those under the local address. */
export function addressesIn({ code }: Document): { method: string; url: string }[] {
  const onDisk = /^\/(?:data|tmp|run|app)\b/
  return code.flatMap((line) => {
    const [, method = 'GET', span] = /^(?:([A-Z]+) )?(\/[\w{}./-]*)$/.exec(line) ?? []
    const [, linked] = /http:\/\/127\.0\.0\.1:8080(\/[^\s'">]*)/.exec(line) ?? []
    const url = span ?? linked
    return url === undefined || onDisk.test(url) ? [] : [{ method, url }]
  })
}
