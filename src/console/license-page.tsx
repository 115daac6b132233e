import type { Newswire } from '../articles/newswire.ts'
import { logoOf } from '../licensing/attribution.ts'
import type { Duty, Terms } from '../licensing/terms.ts'
import { Contact, Page } from './layout.tsx'
import { Opening, Paragraphs, Sample, Section } from './prose.tsx'

interface LicenseProps {
  newswire: Newswire
  terms: Terms
  publicUrl: string
}

/** The license for people: the terms word for word, and what they ask for. */
export function LicensePage({ newswire, terms, publicUrl }: LicenseProps) {
  return (
    <Page title="License" newswire={newswire} path="/v1/license">
      <Opening kicker={`Version ${terms.version}`} title="License" />
      <Section title="Terms">
        <div class="offer">
          <Paragraphs text={terms.text} />
        </div>
      </Section>
      <Section title="What you print">
        <p>With every article, and nothing else is a duty:</p>
        <dl>
          {terms.duties.map((duty) => (
            <DutyEntry key={duty} duty={duty} newswire={newswire} />
          ))}
        </dl>
        <p>
          Every article comes with all of it ready to print, as <code>attribution.html</code> and{' '}
          <code>attribution.text</code>.
        </p>
      </Section>
      <Section title="Particulars">
        <Particulars newswire={newswire} terms={terms} />
      </Section>
      <Section title="For machines">
        <p>
          The same as JSON, and as an <a href="/v1/license/policy">ODRL 2.2 offer</a>:
        </p>
        <Sample text={`curl ${publicUrl}/v1/license\ncurl ${publicUrl}/v1/license/policy`} />
      </Section>
    </Page>
  )
}

function DutyEntry({ duty, newswire }: { duty: Duty; newswire: Newswire }) {
  const { term, meaning } = {
    logo: { term: 'Our logo', meaning: <LogoFiles newswire={newswire} /> },
    byline: { term: 'The reporter’s byline', meaning: 'As delivered, such as “By Jane Doe”.' },
    affiliation: {
      term: 'The reporter’s affiliation',
      meaning: `With the name, such as “Jane Doe, ${newswire.name}”.`,
    },
  }[duty]
  return (
    <>
      <dt>{term}</dt>
      <dd>{meaning}</dd>
    </>
  )
}

function LogoFiles({ newswire }: { newswire: Newswire }) {
  const [vector, bitmap] = logoOf(newswire, '').renditions
  if (!vector || !bitmap) return <>It is not set yet.</>
  return (
    <>
      As <a href={vector.href}>SVG</a> or as <a href={bitmap.href}>PNG</a>.
    </>
  )
}

function Particulars({ newswire, terms }: { newswire: Newswire; terms: Terms }) {
  const day = new Date(terms.at).toISOString().slice(0, 'yyyy-mm-dd'.length)
  return (
    <dl class="facts">
      <dt>Licensor</dt>
      <dd>
        <a href={newswire.url}>{newswire.name}</a>
      </dd>
      <dt>Contact</dt>
      <dd>
        <Contact newswire={newswire} />
      </dd>
      <dt>Price</dt>
      <dd>{terms.price}</dd>
      <dt>Version</dt>
      <dd>
        {terms.version}, in force since <time dateTime={day}>{day}</time>
      </dd>
      <dt>SHA-256</dt>
      <dd>
        <code class="hash">{terms.sha256}</code>
      </dd>
    </dl>
  )
}
