import { aStaffMember } from '../../support/factories.ts'
import { letTimeWork, type Product } from '../../support/product.ts'

/** The mails of a product so far, oldest first, once all that is due has happened. */
export async function mailsOf(product: Product, query = '') {
  await letTimeWork(product)
  const staff = await aStaffMember(product, 'viewer')
  const { items } = (await staff.get(`/v1/staff/mails?limit=200${query}`)).json()
  const all = []
  for (const { id } of items.reverse()) all.push((await staff.get(`/v1/staff/mails/${id}`)).json())
  return all
}
