import { expect, test } from 'vitest'
import { aStaffMember } from '../support/factories.ts'
import { start } from '../support/product.ts'

const url = '/v1/staff/partner-imports'
const header = 'name,domains,monthlyUniques,urgentEmail,partnerSince,signedOn,signer,agreementFile'

async function anOfficer() {
  const product = await start()
  const officer = await aStaffMember(product, 'licensing')
  return {
    ...officer,
    send: (sheet: string | Buffer, { to = url, ...headers }: Record<string, string> = {}) =>
      officer.call('POST', to, { payload: sheet, headers: { 'content-type': 'text/csv', ...headers } }),
  }
}

const rowOf = (name: string, rest = '2019,2019-03-31,Jane Roe,') =>
  `${name},${name}.example,"250,000",desk@${name}.example,${rest}`
const sheetOf = (...rows: string[]) => `\ufeff${[header, ...rows].join('\r\n')}\r\n`

test('a sheet is imported as the rows in it are', async () => {
  const { send, get } = await anOfficer()

  const report = await send(sheetOf(rowOf('north'), rowOf('south')))

  expect(report).toHaveStatus(201)
  expect(report.json()).toMatchObject({ registered: 2, skipped: 0, refused: 0 })
  const [{ partnerId, line }] = report.json().rows
  expect(line).toBe(2)
  expect((await get(`/v1/staff/partners/${partnerId}`)).json()).toMatchObject({
    ...{ name: 'north', status: 'approved', audience: { monthlyUniques: 250_000 } },
    agreement: { how: 'on_file', signedOn: '2019-03-31', signer: { name: 'Jane Roe' } },
  })
})

test('what is wrong with a row is told by its line in the file, and the rest is registered', async () => {
  const { send } = await anOfficer()

  const { rows } = (
    await send(
      sheetOf(
        'north,nowhere,1.2M,desk,,,,',
        '"two',
        'lines",two.example,1,desk@two.example,2019,,,',
        `${rowOf('wide')},more`,
        rowOf('paper', '2019,2019-03-31,Jane Roe,paper.pdf'),
        'zero\u0000,zero.example,1,desk@zero.example,2019,,,',
        rowOf('south'),
      ),
    )
  ).json()

  expect(rows).toMatchObject([
    { line: 2, name: 'north', result: 'refused' },
    { line: 3, result: 'refused', errors: [{ field: 'name' }] },
    { line: 5, errors: [{ field: 'row', message: expect.stringContaining('has 9 cells for 8 columns') }] },
    { line: 6, errors: [{ field: 'agreementFile', message: expect.stringContaining('as a document') }] },
    { line: 7, result: 'refused', errors: [{ message: expect.stringContaining('U+0000') }] },
    { line: 8, name: 'south', result: 'registered' },
  ])
  const fields = rows[0].errors.map(({ field }: { field: string }) => field)
  expect(fields.sort()).toEqual(['domains', 'monthlyUniques', 'partnerSince', 'urgentEmail'])
})

test.each([
  ['nothing', '', 'is empty; its first line must name the columns name, domains'],
  ['another sheet', 'Publisher,Seats\r\nNorth,12\r\n', 'has the unknown columns "Publisher", "Seats"'],
  ['a sheet without hosts', 'name,monthlyUniques,urgentEmail\r\n', 'lacks the column "domains"'],
  ['an open quote', `${header}\r\n"north,`, 'cannot be read as CSV: Quote Not Closed'],
  ['too many rows', sheetOf(...Array.from({ length: 501 }, () => rowOf('north'))), 'at most 500 are taken'],
  ['Windows-1252', Buffer.from(sheetOf(rowOf('m\xfcnchen')), 'latin1'), 'is not text in UTF-8'],
])('%s is refused as a whole, with what would be right', async (_, sheet, message) => {
  const { send, get } = await anOfficer()

  const refused = await send(sheet)

  expect(refused).toHaveProblem('invalid-request')
  expect(refused.json().errors).toMatchObject([{ field: 'body', message: expect.stringContaining(message) }])
  expect((await get('/v1/staff/partners')).json().items).toEqual([])
})

test('a sheet is tried and repeated as JSON is', async () => {
  const { send, get } = await anOfficer()
  const key = { 'idempotency-key': 'one' }
  const sheet = sheetOf(rowOf('north'))

  expect((await send(sheet, { to: `${url}?preview=true` })).json()).toMatchObject({ id: null, registered: 1 })
  const first = await send(sheet, key)
  expect((await send(sheet, key)).json()).toEqual(first.json())
  expect(await send(sheetOf(rowOf('south')), key)).toHaveProblem('idempotency-key-reused')

  expect((await send(sheet)).json()).toMatchObject({ registered: 0, skipped: 1 })
  expect((await get('/v1/staff/partners')).json().items).toHaveLength(1)
})

test('CSV is taken in UTF-8, and where a sheet is asked for', async () => {
  const { send } = await anOfficer()
  const sheet = sheetOf(rowOf('north'))

  expect(await send(sheet, { to: '/v1/staff/partners' })).toHaveProblem('unsupported-media-type')
  const latin = { 'content-type': 'text/csv; charset=iso-8859-1' }
  expect(await send(sheet, latin)).toHaveProblem('unsupported-media-type')
  expect(await send(sheet, { 'content-type': 'text/csv; charset=utf-8; header=present' })).toHaveStatus(201)
})
