const codes = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'],
  ...['EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN', 'ENOENT'],
  // PostgreSQL stops, crashed or starts, ends idle sessions, has no connection left, somebody holds a table,
  // or a statement took longer than it may.
  ...['57P01', '57P02', '57P03', '57P05', '25P03', '53300', '55P03', '57014'],
])
// Class 08 is "connection exception" (PostgreSQL, appendix A).
const connectionException = /^08[0-9A-Z]{3}$/
// Where the connection itself fails, the driver gives words and no code.
const words =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/

/** Whether a statement failed because its database does not answer right now; the next one may well succeed. */
export function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (!('code' in error && typeof error.code === 'string'))
    return words.test(error.message) || isUnreachable(error.cause)
  return codes.has(error.code) || connectionException.test(error.code)
}
