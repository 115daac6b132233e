import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { jsonIn } from '../../platform/json.ts'
import { type ArchiveFile, archiveOf } from './archive.ts'
import { evidenceType, keySetName, type Manifest, manifestName, manifestSchema } from './evidence.ts'
import { type KeySet, keySetSchema, verifiedPayload } from './jws.ts'

const maxEntries = 2_000
const maxReadBytes = 4 * 1024 * 1024

export type EvidenceVerdict =
  | { intact: true; kid: string; manifest: Manifest }
  | { intact: false; fault: string }

class Fault extends Error {}

/** Whether a bundle is as it was signed, to the byte; by keys that were given, or else by those in it. */
export async function checkEvidence(path: string, keys?: KeySet): Promise<EvidenceVerdict> {
  let zip: ZipFile | undefined
  try {
    zip = await openPromise(path, { lazyEntries: true, autoClose: false })
    const files = await filesIn(zip)
    const { kid, manifest } = await manifestAmong(files, keys)
    await requireFiles(files, manifest)
    await requireSameBytes(path, files, manifest)
    return { intact: true, kid, manifest }
  } catch (error) {
    if (error instanceof Fault) return { intact: false, fault: error.message }
    if (error instanceof Error)
      return { intact: false, fault: `It is no ZIP archive that can be read: ${error.message}` }
    throw error
  } finally {
    zip?.close()
  }
}

type Files = Map<string, ArchiveFile>

async function filesIn(zip: ZipFile): Promise<Files> {
  const files: Files = new Map()
  for await (const entry of zip.eachEntry()) {
    if (files.has(entry.fileName)) throw new Fault(`${entry.fileName} is in it twice.`)
    if (files.size >= maxEntries) throw new Fault(`${entry.fileName} was added.`)
    files.set(entry.fileName, { name: entry.fileName, content: () => contentOf(zip, entry) })
  }
  return files
}

async function* contentOf(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  for await (const part of await zip.openReadStreamPromise(entry)) yield Buffer.from(part)
}

async function manifestAmong(files: Files, given: KeySet | undefined) {
  const keys = given ?? keySetSchema.safeParse(jsonIn(await textOf(files, keySetName))).data
  if (!keys) throw new Fault(`${keySetName} was changed.`)
  const verified = await verifiedPayload(await textOf(files, manifestName), evidenceType, keys)
  const manifest = manifestSchema.safeParse(jsonIn(verified?.payload.toString() ?? ''))
  if (!verified || !manifest.success) {
    const where = given ? manifestName : `${manifestName} or ${keySetName}`
    throw new Fault(`${where} was changed, or is signed with another key.`)
  }
  return { kid: verified.kid, manifest: manifest.data }
}

async function textOf(files: Files, name: string): Promise<string> {
  const found = files.get(name)
  if (!found) throw new Fault(`${name} is missing.`)
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of found.content()) {
    bytes += part.length
    if (bytes > maxReadBytes) throw new Fault(`${name} was changed: it is too large.`)
    parts.push(part)
  }
  return Buffer.concat(parts).toString()
}

async function requireFiles(files: Files, manifest: Manifest): Promise<void> {
  const named = new Set([manifestName, ...manifest.files.map(({ name }) => name)])
  for (const name of files.keys()) if (!named.has(name)) throw new Fault(`${name} was added.`)
  for (const { name, sha256 } of manifest.files) {
    const found = files.get(name)
    if (!found) throw new Fault(`${name} is missing.`)
    const hash = createHash('sha256')
    for await (const part of found.content()) hash.update(part)
    if (hash.digest('hex') !== sha256) throw new Fault(`${name} was changed.`)
  }
}

// What stands between the files is signed by nobody; made anew from them it must come out the same.
async function requireSameBytes(path: string, files: Files, manifest: Manifest): Promise<void> {
  const names = [...manifest.files.map(({ name }) => name), manifestName]
  const anew = bytesOf(archiveOf(names.flatMap((name) => files.get(name) ?? [])))
  let offset = 0
  for await (const part of createReadStream(path)) {
    const expected = await anew.next(part.length)
    if (!expected.equals(part)) throw new Fault(`The archive itself was changed behind byte ${offset}.`)
    offset += part.length
  }
  if ((await anew.next(1)).length > 0) throw new Fault('The archive itself was cut off.')
}

/** Reads so many bytes at a time, fewer at the end. */
function bytesOf(stream: AsyncIterable<Buffer>) {
  const parts = stream[Symbol.asyncIterator]()
  let rest = Buffer.alloc(0)
  return {
    async next(count: number): Promise<Buffer> {
      while (rest.length < count) {
        const { value, done } = await parts.next()
        if (done) break
        rest = Buffer.concat([rest, value])
      }
      const taken = rest.subarray(0, count)
      rest = rest.subarray(count)
      return taken
    },
  }
}
