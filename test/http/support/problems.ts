import { expect } from 'vitest'
import { type ProblemSlug, problemTypes } from '../../../src/problems.ts'
import { publicUrl } from '../../support/product.ts'

interface Answer {
  statusCode: number
  headers: Record<string, unknown>
  body: string
}

/** Expects all that a problem document must say, and for bad input the fields with what is wrong. */
export function expectProblem(response: Answer, slug: ProblemSlug, ...fields: string[]) {
  expect(response).toHaveProblem(slug)
  const problem = JSON.parse(response.body)
  expect(problem).toMatchObject({
    type: `${publicUrl}/problems/${slug}`,
    title: problemTypes[slug].title,
    status: response.statusCode,
    detail: expect.stringMatching(/\w+/),
    requestId: response.headers['x-request-id'],
  })
  expect(response.headers).toMatchObject({
    'x-request-id': expect.stringMatching(/^req_/),
    'cache-control': 'no-store',
    'ratelimit-policy': expect.stringMatching(/^"default";q=\d+;w=60$/),
    ratelimit: expect.stringMatching(/^"default";r=\d+;t=\d+$/),
  })
  if (slug === 'invalid-request') {
    expect(problem.errors).not.toEqual([])
    for (const { field, message } of problem.errors)
      expect([field, message]).toEqual([expect.stringMatching(/./), expect.stringMatching(/\w+ \w+/)])
  }
  const named = (problem.errors ?? []).map(({ field }: { field: string }) => field)
  expect(named).toEqual(expect.arrayContaining(fields))
}
