import type { Newswire } from '../../articles/newswire.ts'
import type { Attribution } from '../../licensing/attribution.ts'
import type { ArticleJson } from '../schema.ts'

/** The newswire as formats name it. */
export type Publisher = Pick<Newswire, 'name' | 'shortName' | 'url'> & {
  /** Under which our relations and roles are named. */
  rels: string
}

/** Writes an article: the same text for every partner, and none without its attribution. */
export type Write = (
  article: ArticleJson,
  attribution: Attribution,
  license: ArticleJson['license'],
  publisher: Publisher,
) => string

/** Where topics are defined. */
export const topicScheme = 'http://cv.iptc.org/newscodes/mediatopic/'

/** The code of a topic without its alias: `11000000`. */
export function topicNumber({ code }: ArticleJson['topics'][number]): string {
  return code.replace('medtop:', '')
}

/** The file of the logo that every reader shows. */
export function logoFile({ renditions }: Attribution['logo']): Attribution['logo']['renditions'][number] {
  const file = renditions.find(({ contentType }) => contentType === 'image/png') ?? renditions[0]
  if (!file) throw new Error('A newswire without a logo cannot be attributed')
  return file
}

/**
 * The version in formats whose readers know each story once, and pass over whatever is not newer than what they
 * hold. Taking a story back makes no revision, so a withdrawal counts as the next one, a kill as that after it; a
 * story that came back is newer than its withdrawal.
 */
export function versionOf({ revision, pubStatus, returns = 0 }: ArticleJson): number {
  return revision + returns + beyond[pubStatus]
}

const beyond = { usable: 0, withheld: 1, canceled: 2 } as const

/**
 * What editors are told: each correction, or the advisory of a story that was taken back. The newest stands
 * first, since many systems read no other.
 */
export function editorialNotes({ advisory, corrections }: ArticleJson): string[] {
  return advisory === undefined ? corrections.toReversed().map(correctionLine) : [advisory]
}

export function correctionLine({ at, note }: ArticleJson['corrections'][number]): string {
  return `Correction, ${dayOf(at)}: ${note}`
}

/** A time to the second: `2026-05-01T06:00:00Z`. Superdesk, for one, takes no fraction of one. */
export function secondOf(time: string): string {
  return time.replace(/\.\d+/, '')
}

/** A time as people read it: `May 1, 2026`. */
export function dayOf(time: string): string {
  return day.format(new Date(time))
}

const day = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' })

/** What a story is about, as people read it: each word once, in whatever case. */
export function subjects({ section, topics, tags }: ArticleJson): string | undefined {
  const named = [section ?? '', ...topics.map(({ label, code }) => label ?? code), ...tags].filter(Boolean)
  const once = new Map(named.toReversed().map((name) => [name.toLowerCase(), name]))
  return named.length === 0 ? undefined : `Subjects: ${[...once.values()].toReversed().join(', ')}`
}

export function copyrightOf({ publishedAt }: ArticleJson, { name }: Publisher): string {
  return `© ${publishedAt.slice(0, 4)} ${name}`
}

/** The caption of an image with its credit, as it is printed below it. */
export function captionOf({ caption, credit }: ArticleJson['media'][number]): string {
  return [caption, credit && `(${credit})`].filter(Boolean).join(' ')
}
