import { describe, expect, test } from 'vitest'
import { cleanBody } from '../../../src/articles/import/clean.ts'

const mail = 'licensing@dailycallernewsfoundation.org'
const offer =
  'Content created by The Daily Caller News Foundation is available without charge to any eligible news publisher that can provide a large audience.'
const contact = `For licensing opportunities of our original content, please contact ${mail}.`
const newOffer =
  'All content created by the Daily Caller News Foundation, an independent and nonpartisan newswire service, is available without charge to any legitimate news publisher that can provide a large audience.'
const duty =
  'All republished articles must include our logo, our reporter’s byline and their DCNF affiliation.'
const question = `For any questions about our guidelines or partnering with us, please contact ${mail}.`

function clean(html: string) {
  const { html: left, dropped } = cleanBody(html, { raw: false })
  return { left, notices: dropped.notices }
}

describe('the licensing notice goes and is counted', () => {
  test.each([
    ['the older wording', `<p>${offer} ${contact}</p>`, 1],
    ['the newer wording', `<p>${newOffer} ${duty} ${question}</p>`, 1],
    [
      'in italics with links',
      `<p><em>${offer} For licensing opportunities of our original content, please contact <a href="mailto:${mail}">${mail}</a>.</em></p>`,
      1,
    ],
    ['in several paragraphs', `<p>${newOffer}</p>\n<p>${duty}</p><p>${question}</p>`, 1],
    [
      'cut inside a sentence',
      `<p>${offer}</p><p>For licensing opportunities of our original content, please contact</p><p>${mail}</p>`,
      1,
    ],
    ['twice', `<p>${offer} ${contact}</p><p>${offer} ${contact}</p>`, 2],
    ['twice in one paragraph', `<p>${offer} ${contact}<br/>${offer} ${contact}</p>`, 2],
    ['one after the other', `<p>${offer} ${contact}</p><p>${newOffer} ${duty} ${question}</p>`, 2],
    [
      'with other spaces, quotes and capitals',
      `<p>${newOffer} ${duty} ${question}</p>`.replaceAll(' ', '\u00a0 \n').replace('’', "'").toUpperCase(),
      1,
    ],
    ['below a line of the same paragraph', `<p>b<br>${offer}<br />${contact}</p>`, 1],
    ['loose and in a division', `<div class="footer">${offer} ${contact}</div>`, 1],
    [
      'with its address hidden from robots',
      `<p>${offer} ${contact.replace(mail, '<a class="__cf_email__">[email&#160;protected]</a>')}</p>`,
      1,
    ],
    ['without its first sentence', `<p>${contact}</p>`, 1],
  ])('%s', (_how, notice, notices) => {
    const cleaned = clean(`<p>a</p>${notice}<p>c</p>`)

    expect(cleaned.left.replace(/<div[^>]*><\/div>|\n/g, '')).toMatch(/^<p>a<\/p>(<p>b<\/p>)?<p>c<\/p>$/)
    expect(cleaned.notices).toBe(notices)
  })
})

describe('text that speaks of the notice stays', () => {
  test.each([
    `<p>“${offer}” is what it said below each story.</p>`,
    '<p>Content created by The Daily Caller News Foundation is available in many places.</p>',
    `<p>${offer} Critics disagree.</p>`,
    '<p>For licensing opportunities he turned to the state.</p>',
    '<p>All republished articles must include a date, the court held.</p>',
    `<p>Write to ${mail}.</p>`,
  ])('%s', (line) => {
    expect(clean(`<p>a</p>${line}`)).toEqual({ left: `<p>a</p>${line}`, notices: 0 })
  })
})
