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
