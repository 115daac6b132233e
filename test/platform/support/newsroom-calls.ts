import { aDraft, anArticle, aReporter } from '../../support/factories.ts'
import type { Calls } from './world.ts'

const logo = {
  svg: '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="64"/>',
  png: 'iVBORw0KGgoAAAANSUhEUgAAAoAAAACA',
}
const staffArticle = '/v1/staff/articles'

export const newsroomCalls: Calls = {
  'GET /v1/staff/articles': ({ staff }) => staff.get(staffArticle),
  'POST /v1/staff/articles': ({ staff }) => staff.post(staffArticle, { headline: 'A story' }),
  'GET /v1/staff/articles/{id}': ({ staff, article }) => staff.get(`${staffArticle}/${article.id}`),
  'PATCH /v1/staff/articles/{id}': async ({ product, staff }) =>
    staff.call('PATCH', `${staffArticle}/${(await aDraft(product)).id}`, { payload: { headline: 'Better' } }),
  'POST /v1/staff/articles/{id}/publications': async ({ product, staff }) =>
    staff.post(`${staffArticle}/${(await aDraft(product)).id}/publications`),
  'GET /v1/staff/articles/{id}/revisions': ({ staff, article }) =>
    staff.get(`${staffArticle}/${article.id}/revisions`),
  'GET /v1/staff/articles/{id}/revisions/{number}': ({ staff, article }) =>
    staff.get(`${staffArticle}/${article.id}/revisions/1`),
  'GET /v1/staff/articles/{id}/revisions/{version}/diff': async ({ staff, article }) => {
    await staff.post(`${staffArticle}/${article.id}/updates`, { headline: 'Newer' })
    return staff.get(`${staffArticle}/${article.id}/revisions/2/diff`)
  },
  'POST /v1/staff/articles/{id}/updates': ({ staff, article }) =>
    staff.post(`${staffArticle}/${article.id}/updates`, { headline: 'Newer' }),
  'POST /v1/staff/articles/{id}/corrections': ({ staff, article }) =>
    staff.post(`${staffArticle}/${article.id}/corrections`, { headline: 'Right', note: 'It was wrong.' }),
  'POST /v1/staff/articles/{id}/withdrawals': async ({ product, staff }) =>
    staff.post(`${staffArticle}/${(await anArticle(product)).id}/withdrawals`, { advisory: 'Do not use.' }),
  'DELETE /v1/staff/articles/{id}/publications': async ({ product, staff }) => {
    const { id } = await aDraft(product)
    await staff.post(`${staffArticle}/${id}/publications`, { publishAt: '2026-06-01T00:00:00Z' })
    return staff.call('DELETE', `${staffArticle}/${id}/publications`)
  },
  'POST /v1/staff/articles/{id}/kills': async ({ product, staff }) =>
    staff.post(`${staffArticle}/${(await anArticle(product)).id}/kills`, { advisory: 'Take it down.' }),
  'GET /v1/staff/articles/{id}/recipients': ({ staff, article }) =>
    staff.get(`${staffArticle}/${article.id}/recipients`),
  'GET /v1/staff/reporters': ({ staff }) => staff.get('/v1/staff/reporters'),
  'GET /v1/staff/reporters/{id}': async ({ product, staff }) =>
    staff.get(`/v1/staff/reporters/${(await aReporter(product)).id}`),
  'POST /v1/staff/reporters/{id}/renames': async ({ product, staff }) =>
    staff.post(`/v1/staff/reporters/${(await aReporter(product)).id}/renames`, { name: 'Jane Roe' }),
  'POST /v1/staff/reporters/{id}/replacements': async ({ product, staff }) => {
    const [jane, desk] = [await aReporter(product), await aReporter(product, 'Staff')]
    return staff.post(`/v1/staff/reporters/${jane.id}/replacements`, { by: desk.id })
  },
  'POST /v1/staff/reporters': ({ staff }) => staff.post('/v1/staff/reporters', { name: 'Jane Doe' }),
  'GET /v1/staff/newswire': ({ staff }) => staff.get('/v1/staff/newswire'),
  'PATCH /v1/staff/newswire': ({ staff }) =>
    staff.call('PATCH', '/v1/staff/newswire', { payload: { deskMail: 'desk@newswire.example' } }),
  'PUT /v1/staff/newswire/logo': ({ staff }) =>
    staff.call('PUT', '/v1/staff/newswire/logo', { payload: logo }),
}
