import type { Newswire } from '../articles/newswire.ts'
import { Contact, type Licensor, Page } from './layout.tsx'
import { Opening, Sample, Section } from './prose.tsx'

interface StartProps {
  newswire: Licensor
  publicUrl: string
}

/** The front door: what this is, for whom, and where to go next. */
export function StartPage({ newswire, publicUrl }: StartProps) {
  return (
    <Page title={newswire?.name ?? 'Wirecopy'} newswire={newswire} path="/">
      {newswire ? <Offer newswire={newswire} /> : <NotSetUp />}
      <Section title="For developers">
        <p>One key and one call bring the newest articles, each with its attribution:</p>
        <Sample text={`curl ${publicUrl}/v1/articles \\\n  -H 'Authorization: Bearer wc_live_…'`} />
        <ul>
          <li>
            <a href="/docs">API reference</a>, and the same <a href="/openapi.json">as OpenAPI 3.1</a>
          </li>
          <li>
            <a href="/v1/license">License terms</a>, and the same{' '}
            <a href="/v1/license/policy">for machines (ODRL)</a>
          </li>
          <li>
            <a href="/problems">Problems</a>: every error the API answers with, and how to mend it
          </li>
          <li>
            <a href="/rels">Link relations</a> of our <code>Link</code> headers
          </li>
        </ul>
      </Section>
      <Section title="For operators">
        <p>
          <a href="/health">Health</a> says whether this service works as a whole.
        </p>
      </Section>
    </Page>
  )
}

function Offer({ newswire }: { newswire: Newswire }) {
  return (
    <>
      <Opening kicker="Newswire licensing" title={newswire.name}>
        Articles for registered news publishers, without charge. Each arrives with logo, byline and
        affiliation, ready to print.
      </Opening>
      <Section title="The offer">
        <blockquote class="offer">{newswire.notice}</blockquote>
        <p>
          <a href="/v1/license">Read the license terms</a>
        </p>
      </Section>
      <Section title="Become a partner">
        <p>
          Write to <Contact newswire={newswire} /> and tell us:
        </p>
        <ul>
          <li>the name of your publication and its web addresses,</li>
          <li>how large your audience is, and how you know,</li>
          <li>whom we can reach at once when a story must be corrected or taken down.</li>
        </ul>
        <p>We look at every publisher ourselves. Once you are approved, you get a key to our articles.</p>
      </Section>
    </>
  )
}

function NotSetUp() {
  return (
    <>
      <Opening kicker="Wirecopy" title="No newswire is set up yet">
        This server runs, but nobody has told it whose articles it licenses.
      </Opening>
      <Section title="What to run">
        <p>Where the server is installed, load the newswire, its logo, terms and first article:</p>
        <Sample text="npm run wirecopy -- seed" />
        <p>Or name a newswire of your own:</p>
        <Sample text="npm run wirecopy -- newswire set --help" />
      </Section>
    </>
  )
}
