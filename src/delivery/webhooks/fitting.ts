import { z } from 'zod'

/** What receivers are promised that a body never exceeds. */
const maxBodyBytes = 20_000
const maxCharacters = 400

const shape = z.looseObject({
  note: z.string().nullable(),
  advisory: z.string().optional(),
  article: z.looseObject({ attribution: z.looseObject({}).optional() }).nullable(),
})

type Told = z.infer<typeof shape>

// Each leaves out more than the one before: what is ready to print, the rest of it, the end of what was written.
const steps: ((told: Told) => Told)[] = [
  (told) => withAttribution(told, { ...told.article?.attribution, html: undefined, text: undefined }),
  (told) => withAttribution(told, undefined),
  ({ advisory, ...told }) => ({
    ...told,
    note: told.note && cut(told.note),
    ...(advisory === undefined ? {} : { advisory: cut(advisory) }),
  }),
]

/** A body that is no longer than was promised. What it lacks then is at its `href` and among the changes. */
export function fitted(body: Buffer): Buffer {
  let fitting = body
  for (const shortened of steps) {
    if (fitting.length <= maxBodyBytes) return fitting
    fitting = Buffer.from(JSON.stringify(shortened(shape.parse(JSON.parse(fitting.toString())))))
  }
  return fitting
}

function withAttribution(told: Told, attribution: Record<string, unknown> | undefined): Told {
  return { ...told, article: told.article && { ...told.article, attribution } }
}

function cut(text: string): string {
  return text.length > maxCharacters ? `${text.slice(0, maxCharacters).toWellFormed()}…` : text
}
