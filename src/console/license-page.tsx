import type { ShownLicense } from '../licensing/license-routes.ts'
import type { Terms } from '../licensing/terms.ts'
import { dayOf, minuteOf, toRfc3339 } from '../platform/clock.ts'
import { DutyEntries } from './duty-entries.tsx'
import { Contact, Page } from './layout.tsx'
import { Markdown } from './markdown.tsx'
import { Opening, Sample, Section } from './prose.tsx'

interface LicenseProps extends ShownLicense {
  publicUrl: string
}

/** The license for people: the terms word for word, and what they ask for. */
export function LicensePage({ newswire, terms, current, publicUrl }: LicenseProps) {
  const { version, duties, recommended } = terms
  return (
    <Page title="License" newswire={newswire} path="/v1/license">
      <Opening kicker={`Version ${version}`} title="License">
        {version === current.version ? undefined : <Superseded by={current} />}
      </Opening>
      <Section title="Terms">
        <div class="offer">
          <Markdown text={terms.text} />
        </div>
      </Section>
      <Section title="What you print">
        <p>With every article, and nothing else is a duty:</p>
        <DutyEntries duties={duties} newswire={newswire} />
        <p>
          Every article comes with logo, byline and affiliation ready to print, as{' '}
          <code>attribution.html</code> and <code>attribution.text</code>.
        </p>
      </Section>
      {recommended.length > 0 && (
        <Section title="What we wish for">
          <p>None of it is a duty:</p>
          <DutyEntries duties={recommended} newswire={newswire} />
        </Section>
      )}
      <Section title="Particulars">
        <Particulars newswire={newswire} terms={terms} current={current} />
      </Section>
      <Section title="For machines">
        <p>
          The same as JSON, and as an <a href={`/v1/license/policy?version=${version}`}>ODRL 2.2 offer</a>;{' '}
          <a href="/v1/license/versions">every version</a> stays where it is:
        </p>
        <Sample
          text={`curl ${publicUrl}/v1/license?version=${version}\ncurl ${publicUrl}/v1/license/policy?version=${version}`}
        />
      </Section>
    </Page>
  )
}

function Superseded({ by: { version } }: { by: Terms }) {
  return (
    <>
      This is an earlier version; <a href="/v1/license">version {version}</a> is in force.
    </>
  )
}

function Particulars({ newswire, terms, current }: ShownLicense) {
  const { version, acceptBy } = terms
  const inForce = version === current.version
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
        {version}, {inForce ? 'in force since' : 'published on'} <Day of={terms.at} />
      </dd>
      {inForce && acceptBy !== null && (
        <>
          <dt>To be accepted</dt>
          <dd>
            by <Minute of={acceptBy} />; from then on there are no articles without
          </dd>
        </>
      )}
      <dt>SHA-256</dt>
      <dd>
        <code class="hash">{terms.sha256}</code>
      </dd>
    </dl>
  )
}

function Day({ of }: { of: number }) {
  const day = dayOf(of)
  return <time dateTime={day}>{day}</time>
}

function Minute({ of }: { of: number }) {
  return <time dateTime={toRfc3339(of)}>{minuteOf(of)}</time>
}
