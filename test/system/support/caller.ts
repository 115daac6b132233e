interface Answer {
  statusCode: number
  headers: Record<string, string>
  body: string
  json<T>(): T
}

export type Caller = ReturnType<typeof callerAt>

export interface Identified {
  id: string
}

/** Calls a server over the network with a key or token; rejects when the server is not there. */
export function callerAt(origin: string, key: string) {
  const call = async (method: string, path: string, payload?: object): Promise<Answer> => {
    const response = await fetch(`${origin}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(payload ? { 'content-type': 'application/json' } : {}),
      },
      ...(payload ? { body: JSON.stringify(payload) } : {}),
    })
    const body = await response.text()
    return {
      statusCode: response.status,
      headers: Object.fromEntries(response.headers),
      body,
      json: <T>(): T => JSON.parse(body),
    }
  }
  return {
    get: (path: string) => call('GET', path),
    post: (path: string, payload: object) => call('POST', path, payload),
    delete: (path: string) => call('DELETE', path),
  }
}
