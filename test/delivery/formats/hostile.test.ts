import { expect, test } from 'vitest'
import { anImage, aPartner, aStaffMember, killed, withdrawn } from '../../support/factories.ts'
import { start } from '../../support/product.ts'
import { faultsIn, feedFaults, standardized } from '../support/validators.ts'

const odd = ']]> \u202eRTL\u202c عمر 👩‍🚀 </script><!-- <b>&amp;"\' *a_b_ `d` [e](f)\u000b # 1. \ufffe\u0085'
const line = odd.replace('\u000b', '')
const address = 'https://münchen.example/ключ/[a]|{b}?q[]=100%#c#d'
const uri = 'https://xn--mnchen-3ya.example/%D0%BA%D0%BB%D1%8E%D1%87/%5Ba%5D%7C%7Bb%7D?q%5B%5D=100%25#c%23d'

/** A story by twenty authors of many organizations, with whatever may stand in each field, that was corrected twice. */
async function aHostileStory() {
  const product = await start()
  const [partner, staff] = [await aPartner(product), await aStaffMember(product)]
  const reporters = []
  for (let number = 0; number < 20; number += 1) {
    const affiliation = { name: `Wire ${number % 7} ${line}`, shortName: 'W', url: address }
    const reporter = { name: `${number} ${line}`, kind: number % 5 ? 'person' : 'desk', affiliation }
    reporters.push((await staff.post('/v1/staff/reporters', reporter)).json().id)
  }
  const { id: media } = await anImage(product, { alt: line, caption: odd, credit: line, rights: line })
  const written = {
    ...{
      reporters,
      media: [media],
      headline: line,
      subhead: line,
      summary: `${odd}\n\t${odd}`,
      dateline: line,
    },
    ...{
      section: line,
      tags: [line, 'a', 'A'],
      topics: ['medtop:11000000'],
      urgency: 1,
      language: 'ar-Arab-EG',
    },
    ...{ canonicalUrl: address, related: [{ url: address, headline: line }] },
    bodyHtml: `<h2>${line}</h2><p>${line} -->${odd}</p><p><a href="${address}">${odd}</a></p><ul><li>${odd}</ul>`,
  }
  const { id } = (await staff.post('/v1/staff/articles', written)).json()
  const path = `/v1/staff/articles/${id}`
  expect(await staff.post(`${path}/publications`)).toHaveStatus(201)
  for (const note of [`${line}\n${line}`, 'The second.'])
    expect(await staff.post(`${path}/corrections`, { note })).toHaveStatus(201)
  return { product, partner, id }
}

type Partner = Awaited<ReturnType<typeof aPartner>>

async function expectValid({ get }: Partner, path: string) {
  for (const format of standardized) {
    const answer = await get(`${path}?format=${format}`)
    expect(answer).toHaveStatus(200)
    expect(faultsIn(format, [answer.body]) ?? [[]], format).toEqual([[]])
  }
}

async function expectValidFeeds({ get }: Partner) {
  for (const ending of ['atom', 'json']) {
    const answer = await get(`/v1/feeds/articles.${ending}?notices=include`)
    expect(answer).toHaveStatus(200)
    expect(feedFaults(`.${ending}`, answer.body), ending).toEqual([])
  }
}

test('whatever the desk was given, every format is valid under its schema', async () => {
  const { partner, id } = await aHostileStory()

  await expectValid(partner, `/v1/articles/${id}`)
  await expectValidFeeds(partner)
})

test.each([killed, withdrawn])('and so it is once the story was taken back', async (how) => {
  const { product, partner, id } = await aHostileStory()
  await expectValidFeeds(partner)
  await how(product, id, `${line}\n${line}`)

  await expectValid(partner, `/v1/articles/${id}/revisions/3`)
  await expectValidFeeds(partner)
})

test('what is no URI is written as one, the same everywhere', async () => {
  const { partner, id } = await aHostileStory()

  const { body, headers } = await partner.get(`/v1/articles/${id}`)

  const { canonicalUrl, attribution, related } = JSON.parse(body)
  expect([canonicalUrl, attribution.canonicalUrl, attribution.affiliation.url]).toEqual([uri, uri, uri])
  expect(related).toMatchObject([{ url: uri }])
  expect(headers.link).toContain(`<${uri}>; rel="canonical"`)
})

test.each(['\n', '\u2028', '\u2029'])('a headline with %j in it is not one line', async (separator) => {
  const product = await start()
  const staff = await aStaffMember(product)

  const refused = await staff.post('/v1/staff/articles', { headline: `One${separator}Two` })

  expect(refused).toHaveProblem('invalid-request')
  expect(refused.json().errors).toMatchObject([{ field: 'headline' }])
})
