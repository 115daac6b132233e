import { expect, test } from 'vitest'
import { visit } from '../console/support/page.ts'
import { mailsOf } from '../mail/support/mailbox.ts'
import { startWithRelay } from '../mail/support/relay.ts'
import { anArticle, aPartner, aStaffMember, killed, withdrawn } from '../support/factories.ts'
import { caller, letTimeWork } from '../support/product.ts'
import { aServedStory, correctionsLinkOf, fillIn, linkOf } from './support/answering.ts'

/** What the form of a page says that it is about. */
function aboutIn(body: string): string {
  return /name="about" value="([^"]+)"/.exec(body)?.[1] ?? ''
}

const dayMs = 24 * 60 * 60 * 1_000

async function aKilledStory() {
  const story = await aServedStory()
  await story.correct('Council Voted')
  await story.partner.get(`/v1/articles/${story.article.id}`)
  await killed(story.product, story.article.id, 'It confuses two people.')
  return { ...story, link: await linkOf(story.product, story.partner.id) }
}

test('the link of a kill mail shows the story as it was served, and only its button answers', async () => {
  const { product, partner, link, recipients } = await aKilledStory()

  const page = await visit(product, link)

  expect(page).toHaveStatus(200)
  expect(page.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
  expect(page.headers['content-security-policy']).toContain("form-action 'self'")
  for (const piece of [
    'Take this story down',
    'It confuses two people.',
    'Council Voted',
    'Council Votes',
    'By Jane Doe',
    'href="https://wire.example/council"',
    `What did ${partner.name} do?`,
    `<form method="post" action="${link}">`,
    'value="removed"',
    'value="never_used"',
  ])
    expect(page.body).toContain(piece)
  expect(page.body).not.toContain('value="corrected"')
  // Mail scanners have looked at it by now.
  expect(await recipients()).toMatchObject([{ acknowledgement: null, outstanding: true }])

  const done = await fillIn(product, link, {
    answer: 'removed',
    pages: 'gazette.example/council\r\n\r\nhttps://m.gazette.example/council?<i>\r\n',
    note: '',
  })

  expect(done).toHaveStatus(422)
  expect(done.body).toContain('council?&lt;i')
  expect(done.body).toContain('Address 2 does not look like')
  expect(await recipients()).toMatchObject([{ acknowledgement: null }])
})

test('the button records the answer and says what was recorded', async () => {
  const { product, link, recipients } = await aKilledStory()
  const done = await fillIn(product, link, {
    answer: 'removed',
    pages: 'gazette.example/council\r\nhttps://m.gazette.example/council',
    note: '<b>At noon</b>',
  })

  expect(done).toHaveStatus(200)
  for (const piece of [
    'Thank you',
    'We took it down wherever it was.',
    'https://gazette.example/council',
    '&lt;b>At noon&lt;/b>',
  ])
    expect(done.body).toContain(piece)
  expect(done.body).not.toContain('<form')
  expect(await recipients()).toMatchObject([
    {
      acknowledgement: {
        ...{ answer: 'removed', way: 'mail', note: '<b>At noon</b>' },
        pages: ['https://gazette.example/council', 'https://m.gazette.example/council'],
      },
      outstanding: false,
    },
  ])
  expect((await visit(product, link)).body).toContain('Recorded on 2026-05-01 00:00 UTC')
})

test('a form without an answer comes back with what was written in it', async () => {
  const { product, link } = await aKilledStory()

  const back = await fillIn(product, link, {
    pages: 'https://gazette.example/council',
    note: 'n'.repeat(1001),
  })

  expect(back).toHaveStatus(422)
  for (const piece of [
    'Nothing was recorded yet',
    'Please choose one of these.',
    'Please keep it under 1000 characters.',
    'https://gazette.example/council',
    'name="note" rows="2" aria-invalid="true" aria-describedby="note-fault"',
  ])
    expect(back.body).toContain(piece)
  expect(back.body).not.toContain('aria-describedby="pages-fault"')
})

test('nobody answers by a link that was altered, is for something else, or is older than 30 days', async () => {
  const { product, link } = await aKilledStory()
  const forged = [`${link.slice(0, -1)}.`, link.replace('/acknowledgements/', '/contacts/confirmations/')]
  for (const url of forged) {
    expect(await caller(product.app).get(url)).toHaveProblem('not-found')
    expect(await visit(product, url)).toHaveStatus(404)
  }
  product.clock.advance(30 * dayMs - 1)
  expect(await visit(product, link)).toHaveStatus(200)

  product.clock.advance(1)

  const late = await fillIn(product, link, { answer: 'removed' })
  expect(late).toHaveStatus(404)
  expect(late.body).toContain('older than 30 days')
})

test('an older link answers what the story has come to since', async () => {
  const { product, partner, article, correct, recipients } = await aServedStory()
  await correct('It was Tuesday.')
  const link = await linkOf(product, partner.id, 'article.corrected')
  const before = await visit(product, link)
  expect(before.body).toContain('Correct this story')
  await killed(product, article.id)

  expect((await visit(product, link)).body).toContain('Take this story down')
  const stale = await fillIn(product, link, { answer: 'corrected' })
  expect(stale).toHaveStatus(409)
  // The page that was opened before the kill answers none.
  for (const answer of ['never_used', '']) {
    const overtaken = await fillIn(product, link, { answer, about: aboutIn(before.body) })
    expect(overtaken).toHaveStatus(422)
    expect(overtaken.body).toContain('The story changed while your page was open')
    expect(overtaken.body).toContain('Take this story down')
  }
  expect(await recipients()).toMatchObject([{ acknowledgement: null }])
  const about = aboutIn((await visit(product, link)).body)
  expect(await fillIn(product, link, { answer: 'never_used', about })).toHaveStatus(200)
  expect(await recipients()).toMatchObject([{ acknowledgement: { answer: 'never_used' } }])
})

test('there is nothing to do any more where a withdrawn story is out again', async () => {
  const { product, partner, article, editor } = await aServedStory()
  await withdrawn(product, article.id)
  const link = await linkOf(product, partner.id, 'article.withdrawn')
  await editor.post(`/v1/staff/articles/${article.id}/publications`)

  const page = await visit(product, link)

  expect(page.body).toContain('Nothing to do any more')
  expect(page.body).not.toContain('<form')
  expect(await fillIn(product, link, { answer: 'removed' })).toHaveStatus(409)
})

test('the link is in the mail that is sent, and in none that staff can read', async () => {
  const { relay, product } = await startWithRelay()
  const [partner, article] = [await aPartner(product), await anArticle(product)]
  await partner.get(`/v1/articles/${article.id}`)
  await killed(product, article.id)
  await letTimeWork(product)
  const [mail] = await mailsOf(product, '&kind=article.killed')

  const sent = relay.received.map(({ raw }) => raw.replace(/=\r\n/g, '')).join()
  const [, path = ''] = /(\/acknowledgements\/v1\.[\w.-]+)/.exec(sent) ?? []
  expect(await caller(product.app).get(path)).toHaveStatus(200)
  expect(mail.text).toContain('/acknowledgements/[left-out]')
  expect(mail.text).not.toContain('GET http')
  const shown = await (await aStaffMember(product)).get(`/v1/staff/mails/${mail.id}`)
  expect(shown.body).not.toContain('v1.')
})

test('the daily mail of corrections is answered for all of its stories by one button', async () => {
  const { product, editor, article, correct } = await aServedStory()
  const [reader, second, third] = [
    await aPartner(product),
    await anArticle(product, { headline: 'Mayor <Resigns>' }),
    await anArticle(product, { headline: 'Bridge Opens' }),
  ]
  await reader.get('/v1/articles?include=body')
  await correct('It was Monday.')
  const pages = ['https://reader.example/council']
  await reader.post(`/v1/articles/${article.id}/acknowledgements`, { answer: 'corrected', pages })
  for (const { id } of [article, second, third])
    await editor.post(`/v1/staff/articles/${id}/corrections`, { note: 'It was Tuesday.' })
  await letTimeWork(product)
  product.clock.set('2026-05-01T10:00:00Z')
  await letTimeWork(product)
  await killed(product, third.id)
  const link = await correctionsLinkOf(product, reader.id)
  const answers = async () =>
    Promise.all(
      [article, second, third].map(async ({ id }) => {
        const { items } = (await editor.get(`/v1/staff/articles/${id}/recipients`)).json()
        return items.find((one: { partner: { id: string } }) => one.partner.id === reader.id).acknowledgement
      }),
    )

  const [mail] = await mailsOf(product, '&kind=article.corrections')
  expect(mail.text).toContain('/corrections/[left-out]')
  const page = await visit(product, link)
  for (const piece of [
    ...[`<form method="post" action="${link}">`, `name="${article.id}"`, 'Mayor &lt;Resigns>'],
    'It was taken back since',
    ...['By Jane Doe', 'href="https://wire.example/council"', 'https://reader.example/council'],
  ])
    expect(page.body).toContain(piece)
  expect(page.body).not.toContain(`name="${third.id}"`)
  expect(await answers()).toEqual([null, null, null])
  // Who is told once a day was told as well.
  const { items } = (await editor.get(`/v1/staff/articles/${second.id}/recipients`)).json()
  expect(items).toMatchObject([{ notices: [{ kind: 'article.corrections', mail: mail.id }] }])
  const done = await fillIn(product, link, { [article.id]: 'corrected', [third.id]: 'corrected', more: '' })
  // Whoever ticks nothing sends a form without a field.
  expect(await fillIn(product, link, {})).toHaveStatus(200)

  expect(done).toHaveStatus(200)
  expect(done.body).toContain('Your answer: corrected.')
  expect(done.body).not.toContain('<form')
  expect(await answers()).toMatchObject([
    ...[{ answer: 'corrected', way: 'mail' }, { answer: 'never_used', way: 'mail' }, null],
  ])
  expect(await visit(product, link.replace('/corrections/', '/acknowledgements/'))).toHaveStatus(404)
  product.clock.advance(30 * dayMs)
  expect(await visit(product, link)).toHaveStatus(404)
})

test('the daily mail answers no correction that came after it', async () => {
  const { product, editor, article, correct } = await aServedStory()
  const reader = await aPartner(product)
  await reader.get('/v1/articles?include=body')
  await correct('It was Monday.')
  await letTimeWork(product)
  product.clock.set('2026-05-01T10:00:00Z')
  await letTimeWork(product)
  const link = await correctionsLinkOf(product, reader.id)
  expect((await visit(product, link)).body).toContain(`name="${article.id}"`)
  await correct('It was Tuesday.')

  const page = await visit(product, link)
  const done = await fillIn(product, link, { [article.id]: 'corrected' })

  expect(page.body).toContain('It was corrected again since: the next mail asks about that.')
  expect(page.body).not.toContain('<form')
  expect(done).toHaveStatus(200)
  const { items } = (await editor.get(`/v1/staff/articles/${article.id}/recipients`)).json()
  const theirs = items.filter((one: { partner: { id: string } }) => one.partner.id === reader.id)
  expect(theirs).toMatchObject([{ acknowledgement: null }])
})
