import type { Id } from '../platform/ids.ts'
import { Contact, type Licensor, Page } from './layout.tsx'
import { Opening, Sample, Section } from './prose.tsx'

interface IdentifierProps {
  newswire: Licensor
  publicUrl: string
}

/** What the URI of an article means. Nothing here depends on whether there is such an article. */
export function ArticleIdentifierPage({ newswire, publicUrl, id }: IdentifierProps & { id: Id<'art'> }) {
  return (
    <Page title="Article identifier" newswire={newswire}>
      <Opening kicker="Identifier" title="This address names an article">
        An article of this newswire keeps it in every format and revision.
      </Opening>
      <Section title="The name">
        <Sample text={`${publicUrl}/id/articles/${id}`} />
        <p>
          It is a name and not the text. Whether there is such an article, and what has become of it, only
          registered partners are told.
        </p>
      </Section>
      <Section title="The text">
        <p>Partners fetch it with their key, together with logo, byline and affiliation:</p>
        <Sample text={`curl ${publicUrl}/v1/articles/${id} \\\n  -H 'Authorization: Bearer wc_live_…'`} />
      </Section>
      <Terms newswire={newswire} />
    </Page>
  )
}

/** What the URI of all articles means, as our license policy uses it. */
export function ArticlesIdentifierPage({ newswire, publicUrl }: IdentifierProps) {
  return (
    <Page title="Articles" newswire={newswire}>
      <Opening kicker="Identifier" title="This address names all articles">
        All that this newswire licenses: the target of its <a href="/v1/license/policy">policy</a>.
      </Opening>
      <Section title="One article">
        <p>Each has a permanent name of its own:</p>
        <Sample text={`${publicUrl}/id/articles/art_…`} />
      </Section>
      <Section title="The list">
        <p>Partners list articles with their key:</p>
        <Sample text={`curl ${publicUrl}/v1/articles \\\n  -H 'Authorization: Bearer wc_live_…'`} />
      </Section>
      <Terms newswire={newswire} />
    </Page>
  )
}

/** What the URI of all reporters means, as our license policy uses it. */
export function ReportersIdentifierPage({ newswire }: Pick<IdentifierProps, 'newswire'>) {
  return (
    <Page title="Reporters" newswire={newswire}>
      <Opening kicker="Identifier" title="This address names the reporters">
        All who write for this newswire, people and desks: the party that its{' '}
        <a href="/v1/license/policy">policy</a> asks partners to attribute.
      </Opening>
      <Section title="The byline">
        <p>
          Who wrote an article stands in its <code>byline</code> and, with the affiliation, in its{' '}
          <code>attribution</code>.
        </p>
      </Section>
      <Terms newswire={newswire} />
    </Page>
  )
}

function Terms({ newswire }: { newswire: Licensor }) {
  return (
    <Section title="The license">
      <p>
        <a href="/v1/license">Read the license terms</a>
        {newswire && (
          <>
            {' '}
            or write to <Contact newswire={newswire} /> to become a partner
          </>
        )}
        .
      </p>
    </Section>
  )
}
