import { emailSchema } from '../http/fields.ts'
import { oneLine } from './layout.ts'

export interface Address {
  name: string | undefined
  address: string
}

/** Reads `desk@wire.example` or `The Wire <desk@wire.example>`; undefined for anything else. */
export function parseAddress(text: string): Address | undefined {
  const [, name, bracketed] = /^\s*"?([^"<>]*?)"?\s*<([^<>\s]+)>\s*$/.exec(text) ?? []
  const address = emailSchema.safeParse(bracketed ?? text.trim())
  return address.success ? { name: name ? oneLine(name) : undefined, address: address.data } : undefined
}

/** The part behind the @. */
export function domainOf({ address }: Address): string {
  return address.slice(address.lastIndexOf('@') + 1)
}
