import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anArticle, anImage, aPartner, aStaffMember, killed } from '../support/factories.ts'
import { type Product, start } from '../support/product.ts'
import { anyRequest, type OddRequest } from './support/odd-requests.ts'
import { type Operation, operationsOf } from './support/openapi.ts'
import { outcomeOf } from './support/outcomes.ts'
import { methodOf } from './support/routes.ts'

const seed = 20_260_501
const numRuns = 5_000
const timeout = 120_000

// What a request may get where the document knows no operation.
const anywhere: [status: string, slugs: string[]][] = [
  ['405', ['method-not-allowed']],
  ['404', ['not-found']],
  ['400', ['invalid-request']],
  ['414', ['url-too-long']],
  ['415', ['unsupported-media-type']],
]
const ofOurInside =
  /\bat [^"]+:\d+:\d+|node_modules|SQLITE_|SELECT .+ FROM|INSERT INTO|UPDATE .+ SET|drizzle|ZodError/

test(`${numRuns} odd requests (seed ${seed}) get documented answers, never a 5xx`, { timeout }, async () => {
  const product = await start()
  const { operations: documented, schemas } = await operationsOf(product)
  // A script that is not ours is large, and the same whatever is asked.
  const operations = documented.filter(({ path }) => !path.endsWith('.js'))
  const send = await aSender(product)
  const seen = new Map<string, number>()

  await fc.assert(
    fc.asyncProperty(anyRequest(operations, schemas), async (odd) => {
      const response = await send(odd)
      const outcome = String(odd.method === 'HEAD' ? response.statusCode : outcomeOf(response))
      seen.set(outcome, (seen.get(outcome) ?? 0) + 1)

      expect(response.statusCode).toBeLessThan(500)
      expect(documentedFor(operations, odd)).toContain(outcome)
      expect(response.body).not.toMatch(ofOurInside)
    }),
    { seed, numRuns },
  )

  // Odd, but not so odd that nothing ever gets through.
  for (const outcome of ['200', '201', 'invalid-request', 'conflict', 'article-killed', 'malformed-body'])
    expect([outcome, seen.get(outcome) ?? 0]).toEqual([
      outcome,
      expect.toSatisfy((times: number) => times > 1),
    ])
})

/** The outcomes that the document names for the address and method of a request. */
function documentedFor(operations: Operation[], { operation: { path }, method }: OddRequest): string[] {
  const asked = method === 'HEAD' ? 'GET' : method
  const operation = operations.find((one) => one.path === path && one.method === asked)
  const documented = operation ? Object.entries(operation.responses) : anywhere
  return documented.flatMap(([status, slugs]) => {
    if (method === 'HEAD') return [status]
    // Browsers get a page where something fails, but never from the API.
    return Number(status) < 400 || !path.startsWith('/v1/') ? [status, ...slugs] : slugs
  })
}

async function aSender(product: Product) {
  const partner = await aPartner(product)
  const staff = await aStaffMember(product)
  const authorizations = { staff: `Bearer ${staff.token}`, partner: `Bearer ${partner.key}` }
  const known = new Map<string, string[]>([
    ['rep', []],
    ['med', []],
    ['art', []],
    ['par', []],
    ['key', []],
    ['grt', []],
  ])
  // Kills are too rare among so many requests to be sure of some, so every fourth article is one that was killed.
  const { id: gone } = await anArticle(product, { media: [(await anImage(product)).id] })
  await killed(product, gone)
  // Whoever calls must be able to go on calling.
  const spared = new Set<string>([partner.id, partner.keyId, gone])
  const learn = (text: string) => {
    for (const [id, prefix] of text.matchAll(/\b(art|rep|med|par|key|grt)_[0-9a-z]{26}\b/g)) {
      if (prefix === undefined || spared.has(id)) continue
      const ids = known.get(prefix)
      if (ids && !ids.includes(id) && ids.unshift(id) > 20) ids.pop()
    }
  }
  for (let number = 0; number < 3; number += 1) {
    const other = await aPartner(product)
    learn(`${(await anArticle(product)).id} ${other.id} ${other.keyId}`)
  }

  return async ({ method, url, headers, body, caller }: OddRequest) => {
    const filled = (text: string) =>
      text.replace(/@(art|rep|par|key|grt|med):(\d+)/g, (_, prefix: string, number: string) => {
        if (prefix === 'art' && Number(number) % 4 === 0) return gone
        const ids = known.get(prefix) ?? []
        return ids[Number(number) % ids.length] ?? `${prefix}_01h455vb4pex5vsknk084sn02q`
      })
    const response = await product.app.inject({
      method: methodOf(method),
      url: filled(url),
      headers: { ...(caller === 'nobody' ? {} : { authorization: authorizations[caller] }), ...headers },
      ...(body === undefined
        ? {}
        : {
            payload: Buffer.isBuffer(body)
              ? body
              : filled(typeof body === 'string' ? body : JSON.stringify(body)),
          }),
    })
    learn(response.body)
    return response
  }
}
