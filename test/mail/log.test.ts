import { expect, test } from 'vitest'
import { sendMail } from '../../src/platform/mail/mails.ts'
import { testMail } from '../../src/platform/mail/test-mail.ts'
import { aStaffMember } from '../support/factories.ts'
import { letTimeWork, start } from '../support/product.ts'

async function someMails(count = 3) {
  const product = await start()
  const staff = await aStaffMember(product, 'licensing')
  const ids: string[] = []
  for (let number = 1; number <= count; number += 1)
    ids.push(
      await product.database.write((tx) =>
        sendMail(tx, testMail, {
          to: { email: `desk-${number}@gazette.example` },
          data: {},
          aboutId: 'art_01h455vb4pex5vsknk084sn02q',
          addresseeId: `par_${number}`,
        }),
      ),
    )
  return { product, staff, ids }
}

test('mails are listed page by page, the newest first, without their text', async () => {
  const { staff, ids } = await someMails()

  const first = (await staff.get('/v1/staff/mails?limit=2')).json()
  const second = (await staff.get(`/v1/staff/mails?limit=2&cursor=${first.next}`)).json()

  const seen = [...first.items, ...second.items]
  expect(seen.map(({ id }) => id)).toEqual([...ids].reverse())
  expect(second.next).toBeNull()
  expect(seen[0]).toMatchObject({ kind: 'mail.test', status: 'queued', addressee: 'par_3' })
  expect(seen[0]).not.toHaveProperty('text')
})

test.each([
  ['recipient=desk-2@gazette.example', 1],
  ['addressee=par_1', 1],
  ['about=art_01h455vb4pex5vsknk084sn02q', 3],
  ['about=art_other', 0],
  ['kind=mail.test', 3],
  ['kind=article.killed', 0],
  ['status=queued', 3],
  ['status=bounced', 0],
])('with %s there are %i', async (query, count) => {
  const { staff } = await someMails()

  expect((await staff.get(`/v1/staff/mails?${query}`)).json().items).toHaveLength(count)
})

test('a mail is sent again as a mail of its own, with the same text', async () => {
  const { product, staff, ids } = await someMails(1)
  const path = `/v1/staff/mails/${ids[0]}`
  expect(await staff.post(`${path}/resends`)).toHaveProblem('conflict')
  await letTimeWork(product)

  const again = await staff.post(`${path}/resends`)
  await letTimeWork(product)

  expect(again).toHaveStatus(201)
  expect(again.json()).toMatchObject({ status: 'queued', resentFrom: ids[0] })
  const [first, second] = [
    (await staff.get(path)).json(),
    (await staff.get(`/v1/staff/mails/${again.json().id}`)).json(),
  ]
  expect(second).toMatchObject({ status: 'handed_to_relay', text: first.text, addressee: 'par_1' })
  expect(second.messageId).not.toBe(first.messageId)
})

test('a mail that there is not is not found', async () => {
  const { staff } = await someMails(0)

  expect(await staff.get('/v1/staff/mails/mai_01h455vb4pex5vsknk084sn02q')).toHaveProblem('not-found')
  expect(await staff.post('/v1/staff/mails/mai_01h455vb4pex5vsknk084sn02q/resends')).toHaveProblem(
    'not-found',
  )
})
