import { PassThrough, Readable } from 'node:stream'
import { ZipFile } from 'yazl'

/** A file of an archive; its content is asked for when its turn has come. */
export interface ArchiveFile {
  name: string
  content(): AsyncIterable<Buffer>
}

// The same files make the same bytes, on every day and in every time zone: local time, without a second one in UTC.
const written = { mtime: new Date(1980, 0, 1), mode: 0o100644, compress: false, forceDosTimestamp: true }

/** A ZIP archive of these files in this order, uncompressed, made while it is read. */
export function archiveOf(files: readonly ArchiveFile[]): Readable {
  const zip = new ZipFile()
  const output = new PassThrough()
  let reading: Readable | undefined
  output.once('close', () => reading?.destroy())
  zip.on('error', (error) => output.destroy(error))
  zip.outputStream.pipe(output)
  for (const { name, content } of files) {
    zip.addReadStreamLazy(name, written, (take) => {
      reading = Readable.from(content())
      take(null, reading)
    })
  }
  zip.end()
  return output
}
