const parts = /^([a-z][a-z\d+.-]*:\/\/[^/?#]*)([^#]*)#?(.*)$/is
// URLs may hold other characters, and a backslash stands in them for a slash.
const isPlain = /^[\x21-\x5b\x5d-\x7e]*$/
const forbidden = /[^\w.~!$&'()*+,;=:@/?%-]|%(?![\dA-Fa-f]{2})/gu

/** An address of the web as RFC 3986 has it, which formats ask for: as it is, wherever it is one already. */
export function uriOf(address: string): string {
  const url = isPlain.test(address) ? address : (URL.parse(address)?.href ?? address)
  const [, start = '', rest = '', fragment = ''] = parts.exec(url) ?? [url, url]
  return `${start}${written(rest)}${fragment && `#${written(fragment)}`}`
}

function written(text: string): string {
  return text.toWellFormed().replace(forbidden, encodeURIComponent)
}
