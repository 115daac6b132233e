import { type FieldError, Problem } from '../../problems.ts'
import { type Body, prepareBody } from './body.ts'

/** What crosses from a worker: a class does not, so a refusal is told by what it says. */
export type Prepared = { body: Body } | { errors: FieldError[] }

/** Prepares a body in a worker of its own. */
export function prepare(html: string): Prepared {
  try {
    return { body: prepareBody(html) }
  } catch (error) {
    if (error instanceof Problem && error.errors) return { errors: error.errors }
    throw error
  }
}
