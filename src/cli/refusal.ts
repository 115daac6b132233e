import type { FieldError } from '../problems.ts'

/** A command line that asks for what there is not: each fault is a line, or a field and what is wrong with it. */
export class WrongUsage extends Error {
  override readonly name = 'WrongUsage'
  readonly faults: readonly (string | FieldError)[]

  constructor(...faults: (string | FieldError)[]) {
    super('wrong usage')
    this.faults = faults
  }
}

/** A command that ran and found something amiss, told in one line. */
export class Finding extends Error {
  override readonly name = 'Finding'
}

/** Something that is not in order, and what to do about it. */
export class Ailment extends Error {
  readonly remedy: string

  constructor(found: string, remedy: string) {
    super(found)
    this.remedy = remedy
  }
}
