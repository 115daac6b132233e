import { domainToUnicode } from 'node:url'
import { z } from 'zod'
import { hostSchema } from '../../platform/http/fields.ts'

const maxSite = 2_000

/** A site by its address or its host; the host is what comes out. */
export const siteSchema = z
  .string()
  .trim()
  .max(maxSite)
  .transform(hostOf)
  .pipe(hostSchema.catch(''))
  .refine((host) => host !== '', 'must be a site such as https://www.example.com, without port or password')

function hostOf(text: string): string {
  const url = URL.parse(/^https?:\/\//i.test(text) ? text : `https://${text}`)
  return url && !url.port && !url.username && !url.password ? url.hostname : ''
}

// Letters of other scripts that look like ours; accents are taken off by their decomposition.
const lookalikes = new Map(
  Object.entries({
    ...{ а: 'a', в: 'b', с: 'c', ԁ: 'd', е: 'e', һ: 'h', н: 'h', і: 'i', ӏ: 'l', ј: 'j', к: 'k', м: 'm' },
    ...{ п: 'n', о: 'o', р: 'p', ԛ: 'q', г: 'r', ѕ: 's', т: 't', ц: 'u', ѵ: 'v', ԝ: 'w', х: 'x', у: 'y' },
    ...{ α: 'a', β: 'b', ε: 'e', η: 'n', ι: 'i', κ: 'k', ν: 'v', ο: 'o', ρ: 'p', τ: 't', υ: 'u', χ: 'x' },
    ...{ ı: 'i', ł: 'l', ø: 'o', đ: 'd', ħ: 'h', ŧ: 't', ɡ: 'g', ɑ: 'a', օ: 'o', ո: 'n', ս: 'u', հ: 'h' },
  }),
)

/** What people read a host as: `gazette.example` for one with a Cyrillic `а` in it. */
export function readAs(host: string): string {
  const letters = domainToUnicode(host)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
  const read = [...letters].map((letter) => lookalikes.get(letter) ?? letter).join('')
  // What still has other letters is a name in its own script, and read as no other.
  return /^[\x21-\x7e]+$/.test(read) ? read : host
}
