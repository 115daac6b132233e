import { type LinkedStory, nameOf } from '../compliance/mail-answers.ts'
import { type Answer, answersTo, type Question } from '../compliance/questions.ts'
import { minuteOf } from '../platform/clock.ts'
import type { FieldError } from '../problems.ts'
import { Contact, type Licensor, Page } from './layout.tsx'
import { Opening, Section } from './prose.tsx'

/** What somebody wrote into the form. */
export interface Written {
  answer?: string | undefined
  pages?: string | undefined
  note?: string | undefined
  about?: string | undefined
}

interface AcknowledgementProps {
  newswire: Licensor
  story: LinkedStory
  /** Where the button sends its form. */
  action: string
  /** Just now, on this page. */
  isAnswered?: boolean
  /** The form that came answered something that is not asked any more. */
  isOvertaken?: boolean
  written?: Written
  errors?: FieldError[]
}

const words = {
  'article.killed': {
    kicker: 'Kill',
    title: 'Take this story down',
    lede: 'It must come down wherever it was published, and does not come back.',
  },
  'article.withdrawn': {
    kicker: 'Withdrawal',
    title: 'Publish this story no more',
    lede: 'It is not to be published from now on.',
  },
  'article.corrected': {
    kicker: 'Correction',
    title: 'Correct this story',
    lede: 'Where it was published, please replace it with the story as it is now.',
  },
} as const satisfies Record<Question['type'], object>

const said: Record<Answer, string> = {
  removed: 'We took it down wherever it was',
  corrected: 'We corrected it wherever it is',
  never_used: 'We never published it',
}

/** Programs open the links of mails, too: looking at this page answers nothing, the button does. */
export function AcknowledgementPage({ newswire, story, ...form }: AcknowledgementProps) {
  const { question } = story
  if (!question)
    return (
      <Page title="Nothing to do" newswire={newswire}>
        <Opening kicker="Thank you" title="Nothing to do any more">
          This story is out again, as it was or as you have it. There is nothing left to answer.
        </Opening>
        <Story story={story} />
      </Page>
    )
  const { kicker, title, lede } = words[question.type]
  return (
    <Page title={form.isAnswered ? 'Thank you' : title} newswire={newswire}>
      <Opening kicker={kicker} title={form.isAnswered ? `Thank you, ${story.partnerName}` : title}>
        {form.isAnswered ? 'Your answer is recorded; we remind you of this no more.' : lede}
      </Opening>
      <Recorded story={story} />
      <Story story={story} question={question} />
      {form.isAnswered ? (
        <Again action={form.action} newswire={newswire} />
      ) : (
        <Form story={story} question={question} {...form} />
      )}
    </Page>
  )
}

function Recorded({ story: { newest } }: { story: LinkedStory }) {
  if (!newest) return null
  const { answer, way, pages, note, at } = newest
  const what = way === 'check' ? 'We found it gone where you had named it' : said[answer]
  return (
    <Section title="Your answer">
      <p>
        <strong>{what}.</strong> Recorded on {minuteOf(at)}.
      </p>
      {pages.length > 0 && <Addresses pages={pages} />}
      {note !== null && <blockquote class="quoted">{note}</blockquote>}
    </Section>
  )
}

function Story({ story, question }: { story: LinkedStory; question?: Question }) {
  const { headlines, byline, canonicalUrl, pages, newest } = story
  return (
    <Section title="The story">
      {question && <blockquote class="quoted">{question.note}</blockquote>}
      <dl class="facts">
        <dt>{headlines.length > 1 ? 'Headlines' : 'Headline'}</dt>
        <dd>
          {headlines.map((headline) => (
            <div key={headline}>{headline}</div>
          ))}
        </dd>
        <dt>Byline</dt>
        <dd>{byline}</dd>
        {canonicalUrl !== null && [
          <dt key="name">Our own page</dt>,
          <dd key="address">
            <a href={canonicalUrl}>{canonicalUrl}</a>
          </dd>,
        ]}
        {pages.length > 0 &&
          !newest && [
            <dt key="pages">Pages that you named</dt>,
            <dd key="addresses">
              <Addresses pages={pages} />
            </dd>,
          ]}
        {question && [
          <dt key="when">{words[question.type].kicker}</dt>,
          <dd key="moment">{minuteOf(question.at)}</dd>,
        ]}
      </dl>
    </Section>
  )
}

// As text: whoever has the link may have written anything.
function Addresses({ pages }: { pages: string[] }) {
  return (
    <ul class="pages">
      {pages.map((page) => (
        <li key={page}>{page}</li>
      ))}
    </ul>
  )
}

interface FormProps
  extends Pick<AcknowledgementProps, 'story' | 'action' | 'isOvertaken' | 'written' | 'errors'> {
  question: Question
}

function Form({ story, question, action, isOvertaken, written = {}, errors = [] }: FormProps) {
  const messageOf = (name: string) => errors.find(({ field }) => field.split('.')[0] === name)?.message
  const fault = { answer: messageOf('answer'), pages: messageOf('pages'), note: messageOf('note') }
  return (
    <Section title={story.newest ? 'Change it' : 'Your answer'}>
      {isOvertaken && (
        <p role="alert">
          <strong>Nothing was recorded yet.</strong> The story changed while your page was open: please read
          what is asked now, and answer that.
        </p>
      )}
      {errors.length > 0 && (
        <p role="alert">
          <strong>Nothing was recorded yet.</strong> Please look at what is said below.
        </p>
      )}
      <form method="post" action={action}>
        <input type="hidden" name="about" value={nameOf(question)} />
        <fieldset>
          <legend>What did {story.partnerName} do?</legend>
          {answersTo[question.type].map((answer) => (
            <label key={answer}>
              <input
                type="radio"
                name="answer"
                value={answer}
                required
                checked={written.answer === answer}
                {...pointingAt('answer', fault.answer)}
              />
              {said[answer]}
            </label>
          ))}
          <Fault name="answer" message={fault.answer} />
        </fieldset>
        <label for="pages">Where it stood: one web address on each line, if you have them</label>
        <textarea id="pages" name="pages" rows={3} {...pointingAt('pages', fault.pages)}>
          {written.pages}
        </textarea>
        <Fault name="pages" message={fault.pages} />
        <label for="note">Anything that we should know</label>
        <textarea id="note" name="note" rows={2} {...pointingAt('note', fault.note)}>
          {written.note}
        </textarea>
        <Fault name="note" message={fault.note} />
        <button type="submit">Send this answer</button>
      </form>
    </Section>
  )
}

/** What tells screen readers that a field is to be mended, and how. */
function pointingAt(name: string, message: string | undefined) {
  return message === undefined ? {} : { 'aria-invalid': true, 'aria-describedby': `${name}-fault` }
}

function Fault({ name, message }: { name: string; message: string | undefined }) {
  if (message === undefined) return null
  return (
    <p id={`${name}-fault`} class="fault">
      {message}
    </p>
  )
}

function Again({ action, newswire }: Pick<AcknowledgementProps, 'action' | 'newswire'>) {
  return (
    <Section title="Not right?">
      <p>
        <a href={action}>Change the answer</a>
        {newswire && [', or write to ', <Contact key="contact" newswire={newswire} />]}.
      </p>
    </Section>
  )
}
