import { type validatorCompiler as Compiler, validatorCompiler as usual } from 'fastify-type-provider-zod'
import { exampleSheet } from './sheet-body.ts'

/** Validates by zod. Most requests have no query, and what none comes to is found out once for each route. */
export const validatorCompiler: typeof Compiler = (route) => {
  const validate = usual(route)
  if (exampleSheet(route.schema) !== undefined)
    return (body) => (Buffer.isBuffer(body) ? { value: body } : validate(body))
  if (route.httpPart !== 'querystring') return validate
  let ofNone: object | undefined
  return (query) => {
    if (!isEmpty(query)) return validate(query)
    // A copy, since handlers may change what they get.
    if (ofNone) return { value: { ...ofNone } }
    const result = validate(query)
    if (typeof result === 'object' && 'value' in result) ofNone = result.value
    return result
  }
}

function isEmpty(query: unknown): boolean {
  for (const _ in Object(query)) return false
  return true
}
