import { readFileSync } from 'node:fs'

const languages = ['sh', 'js', 'php', 'python'] as const

export type Language = (typeof languages)[number]

/** Samples that do the same in several languages, and what each of them prints. */
export interface Step {
  samples: { language: Language; code: string }[]
  prints: string
}

/** The steps of a guide, with what its readers put in place of the placeholders. */
export function stepsOf(name: string, placeholders: Record<string, string>): Step[] {
  const page = readFileSync(`docs/guides/${name}.md`, 'utf8')
  const text = Object.entries(placeholders).reduce(
    (filled, [placeholder, value]) => filled.replaceAll(placeholder, value),
    page,
  )
  const steps: Step[] = []
  let samples: Step['samples'] = []
  for (const [, info = '', code = ''] of text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)) {
    const language = languages.find((one) => one === info)
    if (language) samples.push({ language, code })
    else {
      steps.push({ samples, prints: code.trim() })
      samples = []
    }
  }
  const unfinished = samples.length > 0 || steps.some((step) => step.samples.length === 0)
  if (unfinished) throw new Error(`${name}.md has a sample without what it prints, or the other way round`)
  return steps
}

/** What is shown shortened matches the whole. */
export function patternOf({ prints }: Step): RegExp {
  const literal = prints.split('…').map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
  return new RegExp(`^${literal.join('[^]*?')}\\s*$`)
}
