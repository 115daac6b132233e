import { randomBytes } from 'node:crypto'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../free-port.ts'
import { startDatabase } from './database.ts'
import { configuration, exporting, installing, loading, routing } from './php.ts'
import { daemon, run } from './processes.ts'

/** Where Debian's package has it. */
const packaged = '/usr/share/wordpress'
const maxExportBytes = 256 * 1024 * 1024

export type WordPress = Awaited<ReturnType<typeof startWordPress>>

interface Post {
  id: number
  link: string
}

interface Upload {
  id: number
  source_url: string
}

/** A WordPress of its own on loopback, out of Debian's packages; slow to start, so one serves many tests. */
export async function startWordPress() {
  const folder = await mkdtemp(join(tmpdir(), 'wirecopy-wordpress-'))
  const site = join(folder, 'site')
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const database = await startDatabase(folder)
  // Its links lead into other packages.
  await cp(packaged, site, { recursive: true, dereference: true })
  await mkdir(join(site, 'wp-content', 'uploads'), { recursive: true })
  await writeFile(join(site, 'wp-config.php'), configuration({ url, socket: database.socket }))
  await writeFile(join(folder, 'router.php'), routing)
  const php = async (code: string) =>
    (await run('php', ['-r', `${loading(site, url)}${code}`], { maxBuffer: maxExportBytes })).stdout
  const password = await run('php', ['-r', installing(site, url, randomBytes(12).toString('hex'))])
  const server = await daemon(
    ['php', '-S', `127.0.0.1:${port}`, '-t', site, join(folder, 'router.php')],
    async () => (await fetch(`${url}/wp-json/`)).ok,
    { PHP_CLI_SERVER_WORKERS: '4' },
  )
  const credentials = { user: 'editor', password: password.stdout.trim() }
  return {
    ...{ url, port, php, credentials },
    ...restOf(url, credentials),
    /** Its own export of everything, as WXR. */
    exported: () => php(exporting),
    async stop() {
      await server.end()
      await database.end()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function restOf(url: string, { user, password }: { user: string; password: string }) {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  const send = async <T>(method: string, path: string, fields: object) => {
    const response = await fetch(`${url}/wp-json/wp/v2${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(fields),
    })
    if (!response.ok) throw new Error(`WordPress answers ${response.status}: ${await response.text()}`)
    const answer: T = await response.json()
    return answer
  }
  const upload = async (name: string, file: Buffer) => {
    const response = await fetch(`${url}/wp-json/wp/v2/media`, {
      method: 'POST',
      headers: {
        authorization,
        'content-type': 'image/jpeg',
        'content-disposition': `attachment; filename="${name}"`,
      },
      body: new Uint8Array(file),
    })
    if (!response.ok) throw new Error(`WordPress answers ${response.status}: ${await response.text()}`)
    const answer: Upload = await response.json()
    return answer
  }
  return {
    /** Puts a photo into the media library, with what is said of it. */
    photo: async (name: string, file: Buffer, fields: { alt_text: string; caption: string }) => {
      const { id, source_url } = await upload(name, file)
      await send('POST', `/media/${id}`, fields)
      return { id, url: source_url }
    },
    /** Writes a post as its editor's browser does. */
    post: (fields: object) => send<Post>('POST', '/posts', { status: 'publish', ...fields }),
    change: (id: number, fields: object) => send<Post>('POST', `/posts/${id}`, fields),
    remove: (id: number) => send<object>('DELETE', `/posts/${id}`, {}),
    term: (taxonomy: 'categories' | 'tags', name: string) =>
      send<{ id: number }>('POST', `/${taxonomy}`, { name }),
    author: (name: string) =>
      send<{ id: number }>('POST', '/users', {
        ...{ name, username: name.toLowerCase().replaceAll(' ', '.') },
        ...{
          email: `${randomBytes(4).toString('hex')}@example.org`,
          password: randomBytes(12).toString('hex'),
        },
        roles: ['author'],
      }),
  }
}
