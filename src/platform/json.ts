/** The value of a JSON document; undefined where the text is none. */
export function jsonIn(text: string | Buffer): unknown {
  try {
    return JSON.parse(text.toString())
  } catch {
    return undefined
  }
}
