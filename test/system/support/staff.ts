import type { Caller, Identified } from './caller.ts'

// What staff do over the network, as their tools would.

/** The ids of somebody whom a story can be by. */
export async function reportersOf(staff: Caller): Promise<string[]> {
  const { items } = (await staff.get('/v1/staff/reporters')).json<{ items: Identified[] }>()
  return items.slice(0, 1).map(({ id }) => id)
}

/** Publishes a story through the staff API and answers its id. */
export async function publishStory(staff: Caller, headline: string, plan: object = {}): Promise<string> {
  const reporters = await reportersOf(staff)
  const draft = await staff.post('/v1/staff/articles', {
    headline,
    bodyHtml: `<p>${headline}.</p>`,
    reporters,
  })
  const { id } = draft.json<Identified>()
  const published = await staff.post(`/v1/staff/articles/${id}/publications`, plan)
  if (published.statusCode !== 201) throw new Error(`Not published: ${published.body}`)
  return id
}

/** An approved publisher with a key. */
export async function aPartner(staff: Caller, name: string) {
  const id = await registerPublisher(staff, name)
  await staff.post(`/v1/staff/partners/${id}/approvals`, {})
  const { id: keyId, key } = await createKey(staff, id)
  return { id, keyId, key }
}

export async function registerPublisher(staff: Caller, name: string): Promise<string> {
  const registered = await staff.post('/v1/staff/partners', {
    name,
    domains: [`${name}.example`],
    audience: { monthlyUniques: 1_000_000 },
    contacts: [{ role: 'urgent', email: `urgent@${name}.example` }],
  })
  return registered.json<Identified>().id
}

export async function createKey(staff: Caller, partnerId: string): Promise<{ id: string; key: string }> {
  return (await staff.post(`/v1/staff/partners/${partnerId}/keys`, { name: 'test' })).json()
}
