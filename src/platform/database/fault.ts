/** What the operator must mend before this database can be used; the message is one line with the remedy. */
export class DatabaseFault extends Error {
  override readonly name = 'DatabaseFault'
}
