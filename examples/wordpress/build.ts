import { createWriteStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { ZipFile } from 'yazl'

const folder = import.meta.dirname
const license = fileURLToPath(new URL('../../LICENSE', import.meta.url))
// The same bytes from the same files, whenever and wherever it is built.
const always = { mtime: new Date(2026, 0, 1), mode: 0o100644, forceDosTimestamp: true }

/** Writes the plugin as a zip that WordPress installs. */
export async function buildPlugin(path: string): Promise<void> {
  const zip = new ZipFile()
  const source = join(folder, 'wirecopy')
  const entries = await readdir(source, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  for (const file of files.sort()) zip.addFile(file, `wirecopy${file.slice(source.length)}`, always)
  zip.addFile(license, 'wirecopy/LICENSE', always)
  zip.addFile(join(folder, 'README.md'), 'wirecopy/README.md', always)
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(path))
}

if (import.meta.main) {
  const path = process.argv[2] ?? 'wirecopy.zip'
  await buildPlugin(path)
  process.stdout.write(`${path}\n`)
}
