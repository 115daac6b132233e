import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { anArticle, aPartner, aStaffMember, decided, killed, withdrawn } from '../../support/factories.ts'
import { aFolder } from '../../support/folders.ts'
import { start } from '../../support/product.ts'

/** Two partners, of which one held three stories that were corrected, withdrawn and killed on the days after. */
export async function aHistory() {
  const product = await start()
  const [partner, other, staff] = [
    await aPartner(product),
    await aPartner(product),
    await aStaffMember(product),
  ]
  const stories = [await anArticle(product), await anArticle(product), await anArticle(product)]
  const [one, two, three] = stories.map(({ id }) => id)
  for (const { id } of stories) await partner.get(`/v1/articles/${id}`)
  await other.get(`/v1/articles/${one}`)
  product.clock.set('2026-05-02T12:00:00Z')
  await staff.post(`/v1/staff/articles/${one}/corrections`, { note: 'The day was wrong.' })
  product.clock.set('2026-05-03T12:00:00Z')
  if (two) await withdrawn(product, two)
  if (three) await killed(product, three)
  await decided(product, partner.id, 'suspended')
  product.clock.set('2026-05-04T12:00:00Z')
  const bundle = async (at: string, id = partner.id) => {
    const answer = await staff.get(`/v1/staff/partners/${id}/evidence?at=${at}`)
    expect(answer).toHaveStatus(200)
    return answer.rawPayload
  }
  return { product, partner, other, staff, bundle, one }
}

/** A file of its own, removed with the test. */
export async function saved(bytes: Buffer): Promise<string> {
  const folder = await aFolder('evidence')
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const path = join(folder, 'evidence.zip')
  await writeFile(path, bytes)
  return path
}
