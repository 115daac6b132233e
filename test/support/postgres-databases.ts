import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { atRest } from './warm-clients.ts'

interface NewDatabase {
  name: string
  url: string
  drop(): Promise<void>
}

// What is emptied leaves dead rows behind, which nothing cleans up here.
const maxUses = 40

interface Copy extends NewDatabase {
  uses: number
}

const free: Copy[] = []
let clearing: Promise<void> | undefined
let creating: Promise<pg.Client> | undefined
let dropping: Promise<pg.Client> | undefined

/** A copy of the template, which another test may have had before. */
export async function aCopiedDatabase(): Promise<{ url: string; release: () => Promise<void> }> {
  await clearing
  const copy = free.pop() ?? { ...(await aNewDatabase(inject('templateName'))), uses: 0 }
  return {
    url: copy.url,
    release: async () => {
      await clearing
      // Nobody need wait for it but who wants the next one.
      clearing = clear(copy)
    },
  }
}

/** A database that no other test has had. */
export async function aNewDatabase(template: string): Promise<NewDatabase> {
  const serverUrl = inject('postgresUrl')
  const name = `test_${randomBytes(8).toString('hex')}`
  creating ??= connect(serverUrl)
  // Its log need not hold what is thrown away.
  await (await creating).query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return {
    name,
    url: url.href,
    drop: async () => {
      dropping ??= connect(serverUrl)
      await (await dropping).query(`DROP DATABASE ${name} WITH (FORCE)`)
    },
  }
}

async function clear(copy: Copy): Promise<void> {
  copy.uses += 1
  if (copy.uses < maxUses && (await isAgainPristine(copy).catch(() => false))) free.push(copy)
  else await copy.drop()
}

async function isAgainPristine({ url, name }: Copy): Promise<boolean> {
  const ours = await atRest(url)
  const client = await connect(url)
  try {
    const { rows: others } = await client.query(
      'SELECT pid FROM pg_stat_activity WHERE datname = $1 AND pid <> ALL($2) AND pid <> pg_backend_pid()',
      [name, ours],
    )
    if (others.length > 0) return false
    const { rows } = await client.query('SELECT pristine.again() AS done')
    return rows[0].done
  } finally {
    await client.end()
  }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}
