import { expect } from 'vitest'
import { type ProblemSlug, problemTypes } from '../../src/problems.ts'

interface Response {
  statusCode: number
  headers: Record<string, unknown>
  body: string
}

declare module 'vitest' {
  interface Assertion {
    toHaveStatus(status: number): void
    toHaveProblem(slug: ProblemSlug): void
  }
}

expect.extend({
  toHaveStatus({ statusCode, body }: Response, status: number) {
    return {
      pass: statusCode === status,
      message: () => `expected status ${status}, got ${statusCode}: ${body.slice(0, 500)}`,
    }
  },
  toHaveProblem({ statusCode, headers, body }: Response, slug: ProblemSlug) {
    const isProblem = String(headers['content-type']).startsWith('application/problem+json')
    const pass =
      isProblem &&
      statusCode === problemTypes[slug].status &&
      JSON.parse(body).type.endsWith(`/problems/${slug}`)
    return { pass, message: () => `expected the problem ${slug}, got ${statusCode}: ${body.slice(0, 500)}` }
  },
})
