import { type Caller, callerAt, type Identified } from './caller.ts'
import { createKey, registerPublisher } from './staff.ts'

/** What a client was told is stored, and what it may therefore rely on. */
export interface Ledger {
  /** Articles with the newest revision that was acknowledged. */
  revisions: Map<string, number>
  partners: Map<string, 'applied' | 'approved'>
  /** Keys of approved partners, each with its partner. */
  keys: Map<string, string>
  /** `partner article revision`, each with the grant's id. */
  grants: Map<string, string>
  answers: number
}

/** Whoever publishes: a staff token, and the ids of those whom stories are by. */
export interface Desk {
  token: string
  reporters: string[]
}

export function emptyLedger(): Ledger {
  return { revisions: new Map(), partners: new Map(), keys: new Map(), grants: new Map(), answers: 0 }
}

/** How much there is in it, for whoever reads the report. */
export function ledgerText({ answers, revisions, partners, keys, grants }: Ledger): string {
  return `${answers} answers: ${revisions.size} articles, ${partners.size} partners, ${keys.size} keys, ${grants.size} grants`
}

const writersAtOnce = 3
const readersAtOnce = 4
let made = 0

/** Publishes, corrects, registers and fetches as fast as it can until the server is gone. */
export async function load(origin: string, { token, reporters }: Desk, ledger: Ledger): Promise<void> {
  const staff = counting(callerAt(origin, token), ledger)
  const loops = [
    ...Array.from({ length: writersAtOnce }, () => () => publishOne(staff, reporters, ledger)),
    () => registerOne(staff, ledger),
    ...Array.from({ length: readersAtOnce }, () => () => fetchOne(origin, ledger)),
  ]
  await Promise.all(loops.map(untilGone))
}

async function untilGone(once: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      await once()
    } catch (error) {
      // What fetch throws when the connection is cut or refused.
      if (error instanceof TypeError) return
      throw error
    }
  }
}

function counting(caller: Caller, ledger: Ledger): Caller {
  const counted = async <T extends { statusCode: number; body: string }>(answer: Promise<T>) => {
    const { statusCode, body } = await answer
    ledger.answers += 1
    if (statusCode >= 300) throw new Error(`Answered ${statusCode}: ${body}`)
    return answer
  }
  return {
    get: (path) => counted(caller.get(path)),
    post: (path, payload) => counted(caller.post(path, payload)),
    delete: (path) => counted(caller.delete(path)),
  }
}

async function publishOne(
  staff: Omit<Caller, 'delete'>,
  reporters: string[],
  { revisions }: Ledger,
): Promise<void> {
  made += 1
  const story = { headline: `Story ${made}`, bodyHtml: `<p>Text of story ${made}.</p>`, reporters }
  const { id } = (await staff.post('/v1/staff/articles', story)).json<Identified>()
  revisions.set(id, 0)
  await staff.post(`/v1/staff/articles/${id}/publications`, {})
  revisions.set(id, 1)
  await staff.post(`/v1/staff/articles/${id}/corrections`, {
    note: 'A name was wrong.',
    headline: `Story ${made}, corrected`,
  })
  revisions.set(id, 2)
}

async function registerOne(staff: Caller, { partners, keys }: Ledger): Promise<void> {
  made += 1
  const id = await registerPublisher(staff, `load-${made}`)
  partners.set(id, 'applied')
  await staff.post(`/v1/staff/partners/${id}/approvals`, {})
  partners.set(id, 'approved')
  keys.set((await createKey(staff, id)).key, id)
}

async function fetchOne(origin: string, ledger: Ledger): Promise<void> {
  const [key, partnerId] = anyOf([...ledger.keys]) ?? []
  const [articleId] = anyOf([...ledger.revisions].filter(([, revision]) => revision > 0)) ?? []
  if (!key || !articleId) {
    // There is nothing to fetch yet; as good a request as any.
    await callerAt(origin, '').get('/livez')
    return
  }
  const answer = await counting(callerAt(origin, key), ledger).get(`/v1/articles/${articleId}`)
  const { revision } = answer.json<{ revision: number }>()
  ledger.grants.set(`${partnerId} ${articleId} ${revision}`, answer.headers['license-grant'] ?? 'none')
}

function anyOf<T>(choices: T[]): T | undefined {
  return choices[Math.floor(Math.random() * choices.length)]
}
