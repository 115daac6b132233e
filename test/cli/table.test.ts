import { expect, test } from 'vitest'
import { table } from '../../src/cli/table.ts'

const columns = [
  { title: 'ID', of: ([id]: string[]) => id },
  { title: 'COUNT', of: ([, count]: string[]) => count, right: true },
  { title: 'HEADLINE', of: ([, , headline]: string[]) => headline, cuts: true },
]

const pipe = { write: () => true }

function onScreen(width: number) {
  return { write: () => true, isTTY: true, columns: width }
}

test('numbers end below each other, nothing is a dash, and no line ends in spaces', () => {
  expect(
    table(
      [
        ['a', '7', 'One'],
        ['bb', '1,000'],
      ],
      columns,
      pipe,
    ).split('\n'),
  ).toEqual(['ID  COUNT  HEADLINE', 'a       7  One', 'bb  1,000  –'])
})

test('on a screen only the columns that may be cut are cut', () => {
  const rows = [['an id that is quite long', '7', 'A headline that does not fit']]

  expect(table(rows, columns, onScreen(48)).split('\n')[1]).toBe(
    'an id that is quite long      7  A headline tha…',
  )
})

test('a cut leaves whole characters, and wide ones count for two', () => {
  const rows = [['a', '7', '外交部發言人辦公室就北約峰會宣言答記者問北京表示強烈不滿和堅決反對']]

  const [, row = ''] = table(rows, columns, onScreen(40)).split('\n')

  expect(row).toBe('a       7  外交部發言人辦公室就北約峰會…')
})

test('notes stand below their row', () => {
  const notes = ([id]: string[]) => (id === 'a' ? ['desk note: look'] : [])

  expect(
    table(
      [
        ['a', '1', 'One'],
        ['b', '2', 'Two'],
      ],
      columns,
      pipe,
      notes,
    )
      .split('\n')
      .slice(1),
  ).toEqual(['a       1  One', '  desk note: look', 'b       2  Two'])
})
