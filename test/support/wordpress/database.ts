import { chown, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Daemon, daemon, run } from './processes.ts'

export interface SiteDatabase extends Daemon {
  socket: string
}

/** A MariaDB server in a folder of its own, reached by a socket only; its root needs no password there. */
export async function startDatabase(folder: string): Promise<SiteDatabase> {
  const [dataDir, socket] = [join(folder, 'db'), join(folder, 'db.sock')]
  await mkdir(dataDir)
  const account = await accountFor([folder, dataDir])
  const common = ['--no-defaults', `--datadir=${dataDir}`, ...account]
  await run('mariadb-install-db', [...common, '--auth-root-authentication-method=normal', '--skip-test-db'])
  const server = await daemon(
    ['mariadbd', ...common, `--socket=${socket}`, `--pid-file=${socket}.pid`, '--skip-networking'],
    () => run('mariadb-admin', ['--no-defaults', `--socket=${socket}`, '--user=root', 'ping']),
  )
  await run('mariadb', [
    ...['--no-defaults', `--socket=${socket}`, '--user=root'],
    '--execute=CREATE DATABASE wordpress CHARACTER SET utf8mb4',
  ])
  return { ...server, socket }
}

// It refuses to run as root; the account comes with its package.
async function accountFor(folders: string[]): Promise<string[]> {
  if (process.getuid?.() !== 0) return []
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async (flag) => Number((await run('id', [flag, 'mysql'])).stdout)),
  )
  for (const folder of folders) await chown(folder, Number(uid), Number(gid))
  return ['--user=mysql']
}
