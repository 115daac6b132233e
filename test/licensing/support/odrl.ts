import { existsSync, readFileSync } from 'node:fs'
import jsonld from 'jsonld'

const address = 'http://www.w3.org/ns/odrl.jsonld'
const official = '../shared/standards/odrl/poe-ODRL22.jsonld'

const asId = (word: string) => ({ '@type': '@id', '@id': `odrl:${word}` })

/** What of the ODRL 2.2 context policies may use. */
export const pinnedContext = {
  odrl: 'http://www.w3.org/ns/odrl/2/',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  uid: '@id',
  profile: asId('profile'),
  Agreement: 'odrl:Agreement',
  Offer: 'odrl:Offer',
  AssetCollection: 'odrl:AssetCollection',
  Party: 'odrl:Party',
  PartyCollection: 'odrl:PartyCollection',
  target: asId('target'),
  assigner: asId('assigner'),
  assignee: asId('assignee'),
  attributedParty: asId('attributedParty'),
  action: { '@type': '@vocab', '@id': 'odrl:action' },
  permission: asId('permission'),
  duty: asId('duty'),
  attribute: 'odrl:attribute',
  distribute: 'odrl:distribute',
  include: 'odrl:include',
  reproduce: 'odrl:reproduce',
}

/** The context of the standard; undefined where it is not at hand. */
export function officialContext(): object | undefined {
  if (existsSync(official)) return JSON.parse(readFileSync(official, 'utf8'))['@context']
  process.stdout.write(`${official} is missing: the pinned context was not compared with it\n`)
  return undefined
}

// `safe` is what turns a lost word or a relative address into a failure.
const options = {
  safe: true,
  documentLoader: async (url: string) => {
    if (url !== address) throw new Error(`A policy names the context ${url}`)
    return { documentUrl: url, document: { '@context': pinnedContext } }
  },
}

/** A policy as plain linked data. Rejects where a word would be lost or an address is not absolute. */
export async function expanded(policy: jsonld.JsonLdDocument): Promise<object[]> {
  const nodes: object[] = await jsonld.expand(policy, options)
  return nodes
}
