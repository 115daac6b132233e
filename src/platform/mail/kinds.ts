import type { z } from 'zod'
import type { Lane } from '../jobs/kinds.ts'
import type { Letter } from './letter.ts'

/** On whose behalf mails go out, and where whoever answers one reaches them. */
export interface House {
  name: string
  contact: string
}

/** What a letter may mention besides its data. */
interface Surroundings {
  house: House
  publicUrl: string
}

/** A kind of mail: what is told, of what, and whether its recipients may do without. */
export interface MailKind<Data> {
  readonly kind: string
  /** What it is about, as its recipients read it behind `mails about`. */
  readonly about: string
  readonly lane: Lane
  readonly canBeSwitchedOff: boolean
  readonly data: z.ZodType<Data>
  /** What a link in it lets its recipient do, alone: the letter has `tokenPlace` where the token goes. */
  readonly tokenFor?: string
  letter(data: Data, surroundings: Surroundings): Letter
}

/** Names a kind of mail once; its data is checked when it is sent by its type, when it is written by its shape. */
export function mailKind<Data>(kind: MailKind<Data>): MailKind<Data> {
  return kind
}
