import type { Mark, Run } from './runs.ts'

/** A stretch of text, or what stands inside one inline element. */
export type Node = { text: string } | { mark: Mark; inside: Node[] }

/** Runs as a tree: inline elements properly nested, outermost first. */
export function nested(runs: readonly Run[], depth = 0): Node[] {
  const nodes: Node[] = []
  for (let at = 0; at < runs.length; ) {
    const mark = runs[at]?.marks[depth]
    const end = runs.findIndex((run, index) => index > at && run.marks[depth] !== mark)
    const same = runs.slice(at, end === -1 ? undefined : end)
    if (mark) nodes.push({ mark, inside: nested(same, depth + 1) })
    else nodes.push(...same.map(({ text }) => ({ text })))
    at += same.length
  }
  return nodes
}
