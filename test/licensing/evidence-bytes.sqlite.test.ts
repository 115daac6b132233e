import { writeFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { checkEvidence } from '../../src/licensing/proof/evidence-check.ts'
import { aHistory, saved } from './support/evidence.ts'

// Verifying asks no database, so one engine is enough.
test('a bundle with any one byte changed, added or cut off is not whole', { timeout: 120_000 }, async () => {
  const bytes = await (await aHistory()).bundle('2026-05-03')
  const path = await saved(bytes)
  const isWhole = async (changed: Buffer) => {
    await writeFile(path, changed)
    return (await checkEvidence(path)).intact
  }
  expect(await isWhole(bytes)).toBe(true)

  const passed: number[] = []
  for (const at of placesIn(bytes)) {
    const changed = Buffer.from(bytes)
    changed[at] = (changed[at] ?? 0) ^ 1
    if (await isWhole(changed)) passed.push(at)
  }
  expect(passed).toEqual([])
  expect(await isWhole(bytes.subarray(0, -1))).toBe(false)
  expect(await isWhole(Buffer.concat([bytes, Buffer.from('x')]))).toBe(false)
  expect(await isWhole(Buffer.concat([Buffer.from('x'), bytes]))).toBe(false)
})

// Every byte that stands between files, and some of what the manifest covers.
function placesIn(bytes: Buffer): number[] {
  const marks = ['PK\x03\x04', 'PK\x07\x08', 'PK\x01\x02', 'PK\x05\x06'].flatMap((mark) =>
    indexesOf(bytes, mark),
  )
  const between = marks.flatMap((mark) => Array.from({ length: 46 }, (_, offset) => mark + offset))
  const within = Array.from({ length: Math.floor(bytes.length / 97) }, (_, at) => at * 97)
  return [...new Set([...between, ...within])].filter((at) => at < bytes.length)
}

function indexesOf(bytes: Buffer, mark: string): number[] {
  const found: number[] = []
  for (let at = bytes.indexOf(mark, 0, 'latin1'); at >= 0; at = bytes.indexOf(mark, at + 1, 'latin1'))
    found.push(at)
  return found
}
