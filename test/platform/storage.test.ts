import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { localStorageIn } from '../../src/platform/storage/local-storage.ts'
import { hashOf, isHash } from '../../src/platform/storage/storage.ts'
import { aFolder } from '../support/folders.ts'

const content = Buffer.from('a picture')
const hash = hashOf(content)

async function aStorage() {
  const folder = join(await aFolder('storage'), 'media')
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return { folder, storage: localStorageIn(folder) }
}

test('what was put is there, and gone when it was removed', async () => {
  const { storage } = await aStorage()
  expect(await storage.has(hash)).toBe(false)
  expect(await storage.open(hash)).toBeUndefined()

  await storage.put(hash, content)
  expect(await storage.has(hash)).toBe(true)
  expect(await storage.open(hash)).toEqual(content)

  await storage.remove(hash)
  await storage.remove(hash)
  expect(await storage.open(hash)).toBeUndefined()
})

test('a file stands under its hash in the folder of its first two digits, for its owner alone', async () => {
  const { storage, folder } = await aStorage()

  await storage.put(hash, content)

  const path = join(folder, hash.slice(0, 2), hash)
  expect(await readFile(path)).toEqual(content)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
})

test('what a crash left half written is never taken for the file, and in nobody’s way', async () => {
  const { storage, folder } = await aStorage()
  const shard = join(folder, hash.slice(0, 2))
  await mkdir(shard, { recursive: true })
  await writeFile(join(shard, `${hash}.0b5e.part`), content.subarray(0, 3))

  expect(await storage.has(hash)).toBe(false)
  expect(await storage.open(hash)).toBeUndefined()
  await storage.put(hash, content)
  expect(await storage.open(hash)).toEqual(content)
})

test('many who put the same at once leave one file', async () => {
  const { storage, folder } = await aStorage()

  await Promise.all(Array.from({ length: 20 }, () => storage.put(hash, content)))

  expect(await readdir(join(folder, hash.slice(0, 2)))).toEqual([hash])
})

test('a folder that cannot be written is said, and leaves nothing behind', async () => {
  const { storage, folder } = await aStorage()
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, hash.slice(0, 2)), 'in the way')

  await expect(storage.put(hash, content)).rejects.toThrow(/EEXIST|ENOTDIR/)
  expect(await readdir(folder)).toEqual([hash.slice(0, 2)])
})

test.each(['..', '../../etc/passwd', '', hash.toUpperCase(), `${hash}0`, `${hash}\n`, `..${hash.slice(2)}`])(
  '%j is no hash, so that no path can be made of it',
  (text) => {
    expect(isHash(text)).toBe(false)
  },
)
