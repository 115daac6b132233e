import type { Newswire } from '../articles/newswire.ts'
import { logoOf } from '../licensing/attribution.ts'
import type { Duty } from '../licensing/terms.ts'

/** What terms ask for or recommend, each explained. */
export function DutyEntries({ duties, newswire }: { duties: readonly Duty[]; newswire: Newswire }) {
  return (
    <dl>
      {duties.map((duty) => (
        <DutyEntry key={duty} duty={duty} newswire={newswire} />
      ))}
    </dl>
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
    'link-back': { term: 'A link to the original', meaning: 'To the story’s address at its source.' },
    canonical: {
      term: 'The canonical address',
      meaning: 'The page names the story’s address at its source as its canonical one.',
    },
    unaltered: { term: 'The text as delivered', meaning: 'Nothing added, left out or reworded.' },
    notice: { term: 'Our notice', meaning: 'The licensing paragraph that comes with every article.' },
  }[duty]
  return (
    <>
      <dt id={duty}>{term}</dt>
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
