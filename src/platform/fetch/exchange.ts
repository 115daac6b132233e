import type { Client, Dispatcher } from 'undici'
import { acceptedEncodings, tooLarge, unpacked } from './body.ts'
import { type Allowance, hostOf } from './check-url.ts'
import { clientFor } from './connection.ts'
import { explain, type Limits } from './fetch-failed.ts'
import { findAddresses } from './find-addresses.ts'
import type { Network } from './network.ts'

const withoutBody = [204, 304]

export interface Question {
  method: 'GET' | 'HEAD' | 'POST'
  /** By name in lower case. */
  headers: Record<string, string>
  body: string | Buffer | undefined
  allow: Allowance | undefined
}

export interface Circumstances {
  userAgent: string
  network: Network
  limits: Limits
}

export interface Answer {
  status: number
  headers: Record<string, string>
  body: AsyncIterable<Buffer>
  /** Ends the connection without reading the body. */
  leave: () => Promise<void>
}

/** Asks one server once. Names are resolved here alone, and what was resolved and checked is connected to. */
export async function exchange(url: URL, question: Question, around: Circumstances): Promise<Answer> {
  const { network, limits } = around
  const host = hostOf(url)
  let client: Client | undefined
  try {
    const addresses = await findAddresses(url, question.allow, network, limits.signal)
    client = await clientFor(url, addresses, network, limits.signal)
    const response = await client.request(requestFor(url, question, around))
    return answerFrom(response, client, question, host, limits)
  } catch (error) {
    await client?.destroy()
    throw explain(error, host, limits)
  }
}

function requestFor(
  url: URL,
  { method, headers, body }: Question,
  { userAgent, limits }: Circumstances,
): Dispatcher.RequestOptions {
  const own = { 'user-agent': userAgent, 'accept-encoding': acceptedEncodings, host: url.host }
  return {
    path: `${url.pathname}${url.search}`,
    method,
    headers: { accept: '*/*', ...headers, ...own },
    body: body ?? null,
    signal: limits.signal,
    reset: true,
  }
}

function answerFrom(
  { statusCode, headers: raw, body }: Dispatcher.ResponseData,
  client: Client,
  { method }: Question,
  host: string,
  limits: Limits,
): Answer {
  // An error that nobody listens for ends the process; whoever reads the body is told.
  body.on('error', () => undefined)
  const headers = joined(raw)
  const isEmpty = method === 'HEAD' || withoutBody.includes(statusCode)
  if (!isEmpty && Number(headers['content-length']) > limits.maxBytes) throw tooLarge(host, limits.maxBytes)

  const encoding = isEmpty ? '' : (headers['content-encoding'] ?? '').trim().toLowerCase()
  const chunks = unpacked(body, encoding, host, limits.maxBytes)
  const leave = () => client.destroy()
  return { status: statusCode, headers, body: readingTo(leave, chunks, host, limits), leave }
}

function joined(raw: Dispatcher.ResponseData['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(raw).map(([name, value = '']) => [name, Array.isArray(value) ? value.join(', ') : value]),
  )
}

async function* readingTo(
  leave: () => Promise<void>,
  chunks: AsyncIterable<Buffer>,
  host: string,
  limits: Limits,
): AsyncGenerator<Buffer> {
  try {
    yield* chunks
  } catch (error) {
    throw explain(error, host, limits)
  } finally {
    await leave()
  }
}
