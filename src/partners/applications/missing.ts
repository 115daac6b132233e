import type { FieldError } from '../../problems.ts'
import type { VettingSettings } from '../vetting/settings.ts'
import type { Acceptance, Given } from './given.ts'

/** What an application has that is complete. */
export interface Complete {
  name: string
  sites: string[]
  monthlyUniques: number
}

/** What an application must say before it is looked at, in the words that its publisher reads. */
export function missingIn(
  { publisher, audience, publishing, contacts }: Given,
  acceptance: Acceptance | null,
  { pages }: Pick<VettingSettings, 'pages'>,
): FieldError[] {
  const isAsked = (page: VettingSettings['pages'][number]) => pages.includes(page)
  const wanted: [field: string, isThere: boolean, message: string][] = [
    ['publisher.name', has(publisher.name), 'the name that you publish under'],
    ['publisher.country', has(publisher.country), 'the country that you publish from'],
    ['publisher.publication', has(publisher.publication), 'what kind of publication it is'],
    ['publisher.sites', Boolean(publisher.sites?.length), 'the sites that you publish on'],
    [
      'publisher.ownershipPage',
      !isAsked('ownership') || has(publisher.ownershipPage),
      'the page that says who owns you',
    ],
    [
      'publisher.editorialPage',
      !isAsked('editorial') || has(publisher.editorialPage),
      'the page that names your newsroom',
    ],
    [
      'publisher.correctionsPolicy',
      !isAsked('corrections') || has(publisher.correctionsPolicy),
      'the page that says how you correct',
    ],
    ['audience.monthlyUniques', has(audience.monthlyUniques), 'how many visitors you have in a month'],
    ['audience.source', has(audience.source), 'who counted them, and how'],
    ['contacts', contacts.some(({ role }) => role === 'urgent'), 'an urgent contact, whom kills reach'],
    ['publishing.by', Boolean(publishing.by?.length), 'how articles are to get to you'],
    ['terms', acceptance !== null, 'that you accept the terms, as /v1/license shows them'],
  ]
  return wanted.filter(([, isThere]) => !isThere).map(([field, , message]) => ({ field, message }))
}

/** What a partner is registered by; undefined while some of it is missing. */
export function completeIn({ publisher, audience }: Given): Complete | undefined {
  const { name, sites } = publisher
  const { monthlyUniques } = audience
  const isComplete = name !== undefined && sites !== undefined && monthlyUniques !== undefined
  return isComplete ? { name, sites, monthlyUniques } : undefined
}

function has(value: unknown): boolean {
  return value !== undefined
}
