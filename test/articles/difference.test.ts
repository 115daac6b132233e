import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Difference, differenceOf, type Piece, type Version } from '../../src/articles/difference.ts'

const longMs = 2_000

function version(blocks: string[], fields: Partial<Version> = {}): Version {
  return { headline: null, subhead: null, summary: null, byline: '', blocks, ...fields }
}

function blocksBetween(from: string[], to: string[]): Difference['blocks'] {
  return differenceOf(version(from), version(to)).blocks
}

function without(op: Piece['op'], blocks: Piece[][]): string[] {
  return blocks
    .map((pieces) => pieces.filter((piece) => piece.op !== op))
    .filter((pieces) => pieces.length > 0)
    .map((pieces) => pieces.map(({ text }) => text).join(''))
}

const unspaced = (text: string) => text.replace(/\s+/g, '')

test('what did not change is the same', () => {
  expect(blocksBetween(['One.', 'Two.'], ['One.', 'Two.'])).toEqual([
    [{ op: 'same', text: 'One.' }],
    [{ op: 'same', text: 'Two.' }],
  ])
})

test('a block that came or went stands by itself', () => {
  expect(blocksBetween(['One.', 'Two.'], ['Two.', 'Three.'])).toEqual([
    [{ op: 'removed', text: 'One.' }],
    [{ op: 'same', text: 'Two.' }],
    [{ op: 'added', text: 'Three.' }],
  ])
})

test('a headline that was not there before is added', () => {
  const difference = differenceOf(version([]), version([], { headline: 'Council Votes' }))

  expect(difference.headline).toEqual([{ op: 'added', text: 'Council Votes' }])
  expect(difference.subhead).toEqual([])
})

test('both versions can be read in a difference', () => {
  const word = fc.constantFrom(
    'the',
    'vote',
    'was',
    'on',
    'Tuesday,',
    '—',
    '日本',
    'naïve',
    '3.5',
    '"so"',
    '🎉',
  )
  const block = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(' '))
  const blocks = fc.array(block, { maxLength: 8 })
  fc.assert(
    fc.property(blocks, blocks, (from, to) => {
      const found = blocksBetween(from, to)

      expect(without('removed', found)).toEqual(to)
      // Space that differs is taken from the later version.
      expect(without('added', found).map(unspaced)).toEqual(from.map(unspaced))
    }),
  )
})

const words = 'officials said the measure would take effect after a vote in the senate'.split(' ')
const wordAt = (at: number, seed: number) => words[(at * 7 + seed * (at % 11)) % words.length] ?? ''
const longText = (length: number, seed: number) =>
  Array.from({ length }, (_, at) => wordAt(at, seed)).join(' ')

test.each([
  ['one block of 1 MiB', [longText(180_000, 1)], [longText(180_000, 5)]],
  ['one block of a word', ['a b '.repeat(250_000)], ['b a '.repeat(250_000)]],
  ['one block of signs', ['.,;'.repeat(350_000)], ['.;,'.repeat(350_000)]],
  ['one block in letters that are not Latin', ['日本語'.repeat(350_000)], ['本日語'.repeat(350_000)]],
  [
    '20,000 blocks that all changed',
    Array.from({ length: 20_000 }, (_, at) => `${longText(8, at)} ${at}`),
    Array.from({ length: 20_000 }, (_, at) => `${longText(8, at)} ${at} more`),
  ],
])('%s are compared in bounded time, and the answer says how', (_, from, to) => {
  const began = performance.now()

  const { granularity, blocks } = differenceOf(version(from), version(to))

  expect(performance.now() - began).toBeLessThan(longMs)
  expect(granularity).toBe('blocks')
  expect(without('removed', blocks)).toEqual(to)
  expect(without('added', blocks)).toEqual(from)
})

test('a story of 900 words that was rewritten is compared word by word', () => {
  const blocks = (seed: number) => Array.from({ length: 20 }, (_, at) => longText(45, seed + at))

  expect(differenceOf(version(blocks(1)), version(blocks(300))).granularity).toBe('words')
})
