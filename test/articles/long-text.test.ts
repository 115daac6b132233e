import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { prepareBody } from '../../src/articles/text/body.ts'
import { aStaffMember } from '../support/factories.ts'
import { caller, start } from '../support/product.ts'

const paragraph =
  '<p>Beijing <strong>expressed</strong> ire at <a href="https://example.com/x">NATO</a>.</p>\n'
const long = paragraph.repeat(4_000)

async function anEditor() {
  const product = await start()
  return { product, editor: await aStaffMember(product, 'editor') }
}

test('a long text is prepared as a short one is', async () => {
  const { editor } = await anEditor()

  const stored = await editor.post('/v1/staff/articles', { headline: 'Long', bodyHtml: long })

  const { html, wordCount } = prepareBody(long)
  expect(stored.json().content).toMatchObject({ bodyHtml: html, wordCount })
})

test('while a long text is prepared, others are answered', async () => {
  const { product, editor } = await anEditor()
  const anybody = caller(product.app)
  let stored = false
  const storing = editor.post('/v1/staff/articles', { headline: 'Long', bodyHtml: long }).then((answer) => {
    stored = true
    return answer
  })

  let answered = 0
  while (!stored) {
    expect(await anybody.get('/livez')).toHaveStatus(200)
    await nextTurn()
    answered += 1
  }

  expect(await storing).toHaveStatus(201)
  expect(answered).toBeGreaterThan(20)
})

test('what is wrong with a long text is told as of a short one', async () => {
  const { editor } = await anEditor()
  const deep = `${'<div>'.repeat(4_000)}Text.${'</div>'.repeat(4_000)}`

  const refused = await editor.post('/v1/staff/articles', { headline: 'Deep', bodyHtml: deep })

  expect(refused).toHaveProblem('invalid-request')
  expect(refused.json().errors).toMatchObject([
    { field: 'bodyHtml', message: expect.stringContaining('nested deeper than 32') },
  ])
})
