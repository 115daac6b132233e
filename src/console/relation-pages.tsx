import { type Licensor, Page } from './layout.tsx'
import { Opening, Phrase, Sample, Section } from './prose.tsx'

interface Relation {
  title: string
  meaning: string
  target: string
}

export const relationNames = ['logo'] as const

export type RelationName = (typeof relationNames)[number]

const relations: Record<RelationName, Relation> = {
  logo: {
    title: 'The logo to print',
    meaning: 'The link leads to the newswire’s logo, which must be printed with the article.',
    target:
      'An image, of the kind that `type` says. Its address names its content: it never changes, and it stays reachable when the newswire takes a new logo.',
  },
}

// IANA registers these; what is ours is what they lead to here.
const registered = [
  { name: 'license', meaning: 'The license terms of the article.' },
  { name: 'canonical', meaning: 'Where the newswire published the article first.' },
]

interface RelationsProps {
  newswire: Licensor
  publicUrl: string
}

/** All link relations of our responses. */
export function RelationListPage({ newswire, publicUrl }: RelationsProps) {
  return (
    <Page title="Link relations" newswire={newswire}>
      <Opening kicker="For developers" title="Link relations">
        What the links in our <code>Link</code> headers mean.
      </Opening>
      <Section title="Our own">
        <dl>
          {relationNames.map((name) => (
            <div key={name}>
              <dt>
                <a href={`/rels/${name}`}>{`${publicUrl}/rels/${name}`}</a>
              </dt>
              <dd>{relations[name].meaning}</dd>
            </div>
          ))}
        </dl>
      </Section>
      <Section title="Registered">
        <dl>
          {registered.map(({ name, meaning }) => (
            <div key={name}>
              <dt>
                <code>{name}</code>
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      </Section>
    </Page>
  )
}

/** What one link relation of ours means. */
export function RelationPage({ newswire, publicUrl, name }: RelationsProps & { name: RelationName }) {
  const { title, meaning, target } = relations[name]
  const sample = `Link: <${publicUrl}/brand/{sha256}.svg>; rel="${publicUrl}/rels/${name}"; type="image/svg+xml"`
  return (
    <Page title={title} newswire={newswire}>
      <Opening kicker="Link relation" title={title}>
        {meaning}
      </Opening>
      <Section title="The target">
        <p>
          <Phrase text={target} />
        </p>
      </Section>
      <Section title="An example">
        <Sample text={sample} />
      </Section>
      <p>
        <a href="/rels">All link relations</a>
      </p>
    </Page>
  )
}
