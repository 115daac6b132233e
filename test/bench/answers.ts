import { z } from 'zod'

// Node adds these itself, to the bare route's responses as to ours.
const addedByNode = ['connection', 'content-length', 'date', 'keep-alive', 'transfer-encoding']

const answerSchema = z.object({
  name: z.string(),
  status: z.int(),
  headers: z.record(z.string(), z.string()),
  body: z.base64(),
})

export const answersSchema = z.array(answerSchema)

/** What the product answered once, for the bare route to answer always. */
export type Answer = z.infer<typeof answerSchema>

export interface Question {
  name: string
  path: string
  headers: Record<string, string>
  /** The only status that may come back. */
  status: number
}

/** Asks once. Throws where the status is not the one expected. */
export async function answerTo(url: string, { name, path, headers, status }: Question): Promise<Answer> {
  const response = await fetch(url + path, { headers: { ...headers, 'accept-encoding': 'identity' } })
  const body = Buffer.from(await response.arrayBuffer())
  if (response.status !== status)
    throw new Error(`${path} was answered with ${response.status}: ${body.toString().slice(0, 300)}`)
  const own = [...response.headers].filter(([header]) => !addedByNode.includes(header))
  return { name, status, headers: Object.fromEntries(own), body: body.toString('base64') }
}
