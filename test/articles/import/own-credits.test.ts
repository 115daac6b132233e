import { expect, test } from 'vitest'
import { captionOf } from '../../../src/articles/import/fields.ts'
import { isOwnCredit } from '../../../src/articles/import/own-credits.ts'

const newswire = {
  name: 'Daily Caller News Foundation',
  shortName: 'DCNF',
  ownCredits: ['Capitol Camera', '—'],
}

test.each([
  'DCNF',
  'Jane Doe/DCNF',
  'Photo by Jane Doe, daily caller  news foundation',
  'Jane Doe (The Daily Caller News Foundation)',
  'Cápitol Camera',
])('%s is a credit of our own', (credit) => {
  expect(isOwnCredit(credit, newswire)).toBe(true)
})

test.each([
  null,
  '',
  '—',
  'Jane Doe',
  'ADCNF',
  'DCNFX',
  'Daily Caller',
  'News Foundation',
  'Capitol  Cameraman',
  'Jane Doe/AFP',
  'Getty Images for DCNF',
  'John Roe/AP via Daily Caller News Foundation',
])('%s is none', (credit) => {
  expect(isOwnCredit(credit, newswire)).toBe(false)
})

test.each([
  ['The dam. (Photo by Jane Roe/AP)', 'The dam.', 'Photo by Jane Roe/AP'],
  ['The dam [Screenshot/DCNF].', 'The dam', 'Screenshot/DCNF'],
  ['The dam. Photo: Jane Doe/DCNF', 'The dam.', 'Photo: Jane Doe/DCNF'],
  ['Credit: DCNF', null, 'Credit: DCNF'],
  ['Photo by Jane Doe.', null, 'Photo by Jane Doe'],
  ['The photo: a dam', 'The photo: a dam', null],
  ['Photographers at the dam (2024)', 'Photographers at the dam (2024)', null],
])('the caption %s has its credit apart', (html, caption, credit) => {
  expect(captionOf(html)).toEqual({ caption, credit })
})
