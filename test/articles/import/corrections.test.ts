import { describe, expect, test } from 'vitest'
import { cleanBody } from '../../../src/articles/import/clean.ts'

const story = '<p>The dam held.</p>'

function clean(html: string) {
  const { html: left, correction } = cleanBody(html, { raw: false })
  return { left: left.replaceAll('\n', ''), correction }
}

describe('the note of a correction', () => {
  test.each([
    ['at the end', `${story}<p>Correction: An earlier version named the wrong dam.</p>`],
    ['at the beginning', `<p>Correction: An earlier version named the wrong dam.</p>${story}`],
    [
      'in bold and italics',
      `${story}<p><em><strong>CORRECTION:</strong> An earlier version named the wrong dam.</em></p>`,
    ],
    ['as a clarification', `${story}<p>Clarification — an earlier version named the wrong dam.</p>`],
    ['as an editor’s note', `<p><b>Editor’s Note</b>: An earlier version named the wrong dam.</p>${story}`],
    ['with a straight apostrophe', `${story}<p>Editor's note: An earlier version named the wrong dam.</p>`],
    [
      'under a label of its own',
      `${story}<p><strong>Correction:</strong></p><p>An earlier version named the wrong dam.</p>`,
    ],
    [
      'as a line of the last paragraph',
      '<p>The dam held.<br><em>Correction: An earlier version named the wrong dam.</em></p>',
    ],
    [
      'in a quote',
      `${story}<blockquote><p>Correction: An earlier version named the wrong dam.</p></blockquote>`,
    ],
  ])('%s leaves the body', (_where, html) => {
    const { left, correction } = clean(html)

    expect(correction).toBe('An earlier version named the wrong dam.')
    expect(left.replace('<blockquote></blockquote>', '')).toBe(story)
  })

  test('before related stories and the notice it is still the end', () => {
    const related = '<p>(RELATED: <a href="https://r.example/">R</a>)</p>'

    expect(clean(`${story}<p>Correction: It was Friday.</p>${related}<p>Follow Jane Doe on X</p>`)).toEqual({
      left: story + related,
      correction: 'It was Friday.',
    })
  })

  test('several notes are told in their order', () => {
    expect(
      clean(`<p>Clarification: A.</p>${story}<p>Correction: B.</p><p>Correction (May 3): C.</p>`).correction,
    ).toBe('A.\n\nB.\n\nC.')
  })

  test.each([
    `${story}<p>UPDATE: The governor spoke.</p>`,
    `<p>Editor’s note: This story has strong language.</p>${story}`,
    `<p>a</p><p>Correction: in the middle.</p><p>b</p>`,
    `<p>Corrections officers: they went on strike.</p>${story}`,
    '<p>Correction: nothing else is here.</p>',
    `${story}<p>The label “Correction:” stood there.</p>`,
  ])('%s has none', (html) => {
    expect(clean(html)).toEqual({ left: html, correction: null })
  })
})
