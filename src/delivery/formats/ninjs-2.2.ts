import type { Attribution } from '../../licensing/attribution.ts'
import type { ArticleJson } from '../schema.ts'
import { ninjsOf, standardOf } from './ninjs.ts'
import type { Publisher } from './parts.ts'

/** IPTC ninjs 2.2: its names are in small letters, some are older, and its associations have no relation. */
export function ninjs22(
  article: ArticleJson,
  attribution: Attribution,
  license: ArticleJson['license'],
  publisher: Publisher,
): string {
  const {
    standard: _,
    embargoedUntil,
    associations,
    ...story
  } = ninjsOf(article, attribution, license, publisher)
  const written = {
    standard: standardOf('2.2'),
    ...story,
    embargoed: embargoedUntil,
    associations: associations.map(({ rel: __, ...association }) => association),
  }
  return JSON.stringify(inSmallLetters(written))
}

function inSmallLetters(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inSmallLetters)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name.toLowerCase(), inSmallLetters(inner)]),
  )
}
