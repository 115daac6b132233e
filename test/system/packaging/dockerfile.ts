import { readFileSync } from 'node:fs'

export interface Stage {
  name: string
  steps: { instruction: string; text: string }[]
}

/** The stages of a Dockerfile; comments are left out and continued lines joined. */
export function stagesIn(path: string): Stage[] {
  const lines = readFileSync(path, 'utf8')
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '')
  const stages: Stage[] = []
  for (const line of lines) {
    const [instruction = '', ...words] = line.split(/\s+/)
    const text = line.slice(instruction.length).trim()
    if (instruction === 'FROM') stages.push({ name: words[2] ?? '', steps: [] })
    else stages.at(-1)?.steps.push({ instruction, text })
  }
  return stages
}

/** The last text of an instruction in a stage: later ones win. */
export function lastOf({ steps }: Stage, instruction: string): string {
  const step = steps.findLast((one) => one.instruction === instruction)
  if (!step) throw new Error(`The stage has no ${instruction}`)
  return step.text
}

/** The variables that `ENV` sets. */
export function environmentOf(stage: Stage): Record<string, string> {
  const pairs = lastOf(stage, 'ENV')
    .split(/\s+/)
    .map((pair) => pair.split('=', 2))
  return Object.fromEntries(pairs)
}
