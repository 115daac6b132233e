import Sqlite from 'better-sqlite3'

const patienceMs = 10_000

/** Writes a file anew and empties its log, in a thread of its own. Throws while somebody reads all the time. */
export function rewriteFile(path: string): void {
  const connection = new Sqlite(path, { timeout: patienceMs })
  try {
    connection.pragma('secure_delete = ON')
    connection.exec('VACUUM')
    // The first of three numbers: 1 where the log could not be emptied.
    const isBusy = connection.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) !== 0
    if (isBusy) throw new Error('The log could not be emptied, since somebody was reading')
  } finally {
    connection.close()
  }
}
