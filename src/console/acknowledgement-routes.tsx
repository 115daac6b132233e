import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { examples } from '../articles/examples.ts'
import { findNewswire } from '../articles/newswire.ts'
import { maxNote, maxPages, noteSchema, pagesSchema } from '../compliance/acknowledgement-schema.ts'
import type { Given } from '../compliance/acknowledgements.ts'
import {
  acknowledgeByMail,
  isOvertaken,
  type LinkedStory,
  requireLinkedStory,
} from '../compliance/mail-answers.ts'
import { answers } from '../compliance/tables.ts'
import type { Instant } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { asForm } from '../platform/http/form-body.ts'
import { pageSchema } from '../platform/http/page.ts'
import type { App } from '../platform/http/server.ts'
import type { Sealer } from '../platform/secrets/sealed.ts'
import type { FieldError } from '../problems.ts'
import { AcknowledgementPage, type Written } from './acknowledgement-pages.tsx'
import { linkedPage, sendLinkedPage, tokenParams } from './mail-links.ts'

interface Acknowledging {
  database: Database
  sealer: Sealer
  now: () => Instant
}

type Shown = Omit<Parameters<typeof AcknowledgementPage>[0], 'newswire' | 'action'>

const html = {
  content: {
    'text/html': { schema: pageSchema(`Take this story down · ${examples.newswire.name}`) },
  },
}
const field = z.string().optional()
const formSchema = asForm(
  z
    .object({
      answer: field.describe('`removed`, `corrected` or `never_used`.'),
      pages: field.describe(`At most ${maxPages} web addresses, one on each line.`),
      note: field,
      about: field.describe(
        'What the page asked about, as it names it; where that is overtaken, nothing is stored.',
      ),
    })
    .meta({ examples: [{ answer: 'removed', pages: 'https://gazette.example/beijing', note: '' }] }),
)

const givenSchema = z.object({
  answer: z.enum(answers),
  pages: z.preprocess((text) => addressesIn(String(text ?? '')), pagesSchema),
  note: z.preprocess((text) => String(text ?? '').trim() || undefined, noteSchema.optional()),
})

/** What stands on each line; people leave out the beginning of an address. */
function addressesIn(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim())
  return lines
    .filter(Boolean)
    .map((line) => (/^[\w-]+(\.[\w-]+)+(\/|$)/.test(line) ? `https://${line}` : line))
}

/** Where whoever has a kill, withdrawal or correction mail answers it, without signing in. */
export function acknowledgementPageRoutes(app: App, acknowledging: Acknowledging): void {
  const { database, sealer, now } = acknowledging
  app.get(
    '/acknowledgements/:token',
    {
      config: linkedPage,
      schema: {
        operationId: 'getLinkedStory',
        summary: 'What a link in a kill, withdrawal or correction mail is about',
        params: tokenParams,
        response: { 200: html },
      },
    },
    async ({ params: { token } }, reply) => {
      const story = await requireLinkedStory(database.read, sealer, token, now())
      return show(database, reply, token, { story })
    },
  )
  app.post(
    '/acknowledgements/:token',
    {
      config: { ...linkedPage, problems: ['not-found', 'article-not-found', 'conflict'] },
      schema: {
        operationId: 'acknowledgeByLink',
        summary: 'Answer a kill, withdrawal or correction without signing in',
        description: 'What the button of the page sends.',
        params: tokenParams,
        body: formSchema,
        response: { 200: html, 422: { ...html, description: 'The form again, with what is wrong in it.' } },
      },
    },
    async ({ params: { token }, body }, reply) => answer(acknowledging, reply, token, body),
  )
}

async function answer(
  { database, sealer, now }: Acknowledging,
  reply: FastifyReply,
  token: string,
  written: Written,
): Promise<FastifyReply> {
  const read = given(written)
  if ('errors' in read) {
    const story = await requireLinkedStory(database.read, sealer, token, now())
    if (isOvertaken(story, written.about)) return showOvertaken(database, reply, token, story)
    return show(database, reply.code(422), token, { story, written, errors: read.errors })
  }
  const { story, isAnswered } = await database.write((tx) =>
    acknowledgeByMail(tx, sealer, token, read.given, written.about),
  )
  if (!isAnswered) return showOvertaken(database, reply, token, story)
  return show(database, reply, token, { story, isAnswered })
}

/** The form as 422: what was written answers something else, and is to be written anew. */
async function showOvertaken(database: Database, reply: FastifyReply, token: string, story: LinkedStory) {
  return show(database, reply.code(422), token, { story, isOvertaken: true })
}

/** What a form says, or what is wrong in it, in words for whoever filled it in. */
function given(written: Written): { given: Given } | { errors: FieldError[] } {
  const { data, error } = givenSchema.safeParse(written)
  return data ? { given: data } : { errors: error.issues.map(({ path }) => faultAt(path)) }
}

function faultAt([field, line]: PropertyKey[]): FieldError {
  if (field === 'answer') return { field, message: 'Please choose one of these.' }
  if (field === 'note') return { field, message: `Please keep it under ${maxNote} characters.` }
  const message =
    typeof line === 'number'
      ? `Address ${line + 1} does not look like https://example.com/story.`
      : `Please name no more than ${maxPages} pages.`
  return { field: 'pages', message }
}

async function show(
  { read }: Database,
  reply: FastifyReply,
  token: string,
  shown: Shown,
): Promise<FastifyReply> {
  const newswire = await findNewswire(read)
  const page = <AcknowledgementPage newswire={newswire} action={`/acknowledgements/${token}`} {...shown} />
  return sendLinkedPage(reply, page)
}
