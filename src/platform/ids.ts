import { typeidUnboxed } from 'typeid-js'
import { z } from 'zod'

const NOUNS = {
  art: 'article',
  rep: 'reporter',
  med: 'image',
  par: 'partner',
  apl: 'application',
  key: 'API key',
  chk: 'check record',
  doc: 'document',
  att: 'attention entry',
  grt: 'grant',
  agr: 'agreement',
  stf: 'staff token',
  job: 'job',
  mai: 'mail',
  src: 'source',
  dsk: 'desk entry',
  imp: 'import report',
  whe: 'webhook endpoint',
  whd: 'webhook delivery',
  inv: 'invitation',
  ack: 'acknowledgement',
  drl: 'kill drill',
  req: 'request',
}

type Prefix = keyof typeof NOUNS

/** A TypeID: the prefix says what it names, the rest is a UUIDv7 in base 32, so ids sort by creation. */
export type Id<P extends Prefix> = `${P}_${string}`

// 26 characters hold 130 bits and a UUID has 128, hence the limit on the first one.
const SUFFIX = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/

/** An id for examples; nothing has it. */
export function exampleId<P extends Prefix>(prefix: P): Id<P> {
  return `${prefix}_01h455vb4pex5vsknk084sn02q`
}

export function newId<P extends Prefix>(prefix: P): Id<P> {
  return `${prefix}_${typeidUnboxed()}`
}

export function isId<P extends Prefix>(prefix: P, text: string): text is Id<P> {
  return text.startsWith(`${prefix}_`) && SUFFIX.test(text.slice(prefix.length + 1))
}

/** A shape for parameters and bodies; in the OpenAPI document it is a string with a pattern. */
export function idSchema<P extends Prefix>(prefix: P) {
  const example = exampleId(prefix)
  const error = `is no ${NOUNS[prefix]} id; one looks like ${example}`
  return z.templateLiteral([prefix, '_', z.string().regex(SUFFIX)], { error }).meta({ examples: [example] })
}
