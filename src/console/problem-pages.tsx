import { STATUS_CODES } from 'node:http'
import { z } from 'zod'
import { exampleUrl } from '../platform/http/openapi/examples.ts'
import { problemExamples } from '../platform/http/problem-examples.ts'
import { problemDocument } from '../platform/http/problem-reply.ts'
import { exampleId } from '../platform/ids.ts'
import { Problem, type ProblemSlug, problemSlugs, problemTypes } from '../problems.ts'
import { type Licensor, Page } from './layout.tsx'
import { Opening, Phrase, Sample, Section } from './prose.tsx'

/** From this status on it is the server that failed. */
const ours = 500

/** A type of problem as JSON. */
export const problemTypeSchema = z
  .object({
    type: z.url().describe('What problems of this type have as their `type`.'),
    status: z.int(),
    title: z.string(),
    remedy: z.string().describe('What would mend it.'),
  })
  .meta({
    id: 'ProblemType',
    description: 'One kind of problem that the API answers with.',
    examples: [problemTypeView('key-missing', exampleUrl)],
  })

export function problemTypeView(slug: ProblemSlug, publicUrl: string) {
  return { type: `${publicUrl}/problems/${slug}`, ...problemTypes[slug] }
}

export function ProblemListPage({ newswire }: { newswire: Licensor }) {
  return (
    <Page title="Problems" newswire={newswire} path="/problems">
      <Opening kicker="For developers" title="Problems">
        Every error that the API answers with, and how to mend it.
      </Opening>
      <p>
        Each is a document of <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a> whose{' '}
        <code>type</code> leads to one of these pages.
      </p>
      <dl class="problems">
        {problemSlugs.map((slug) => (
          <div key={slug}>
            <dt>
              <span class="status">{problemTypes[slug].status}</span>{' '}
              <a href={`/problems/${slug}`}>{problemTypes[slug].title}</a>
            </dt>
            <dd>
              <Phrase text={problemTypes[slug].remedy} />
            </dd>
          </div>
        ))}
      </dl>
    </Page>
  )
}

interface ProblemTypeProps {
  newswire: Licensor
  slug: ProblemSlug
  publicUrl: string
}

/** What a problem's `type` leads to. */
export function ProblemTypePage({ newswire, slug, publicUrl }: ProblemTypeProps) {
  const { status, title, remedy } = problemTypes[slug]
  const example = new Problem(slug, problemExamples[slug])
  return (
    <Page title={title} newswire={newswire}>
      <Opening kicker="Problem" title={title} />
      <Section title="What happened">
        <p>
          The answer was{' '}
          <strong>
            {status} {STATUS_CODES[status]}
          </strong>
          .{status >= ours && ' The fault is on our side, not in your request.'} Where there is more to say
          about your case, it stands in <code>detail</code>, <code>errors</code> or further members.
        </p>
      </Section>
      <Section title="What to do">
        <p>
          <Phrase text={remedy} />
        </p>
      </Section>
      <Section title="An example">
        <Sample text={JSON.stringify(problemDocument(example, publicUrl, exampleId('req')), null, 2)} />
      </Section>
      <p>
        <a href="/problems">All problems</a>
      </p>
    </Page>
  )
}

/** A problem as a browser shows it; reads nothing, for it may be the database that failed. */
export function FailurePage({ problem, requestId }: { problem: Problem; requestId: string }) {
  const { slug, status, title, detail } = problem
  return (
    <Page title={title} newswire={undefined}>
      <Opening kicker={`${status} ${STATUS_CODES[status]}`} title={title}>
        {detail}
      </Opening>
      <p>
        <a href="/">Go to the start page</a>, or read <a href={`/problems/${slug}`}>what this means</a>.
      </p>
      <p>
        If you write to us about this, name the request: <code>{requestId}</code>
      </p>
    </Page>
  )
}
