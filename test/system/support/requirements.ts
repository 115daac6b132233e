import { accessSync, constants } from 'node:fs'
import { isAbsolute, join } from 'node:path'

/** Programs and files that these tests use, each with the Debian package that brings it. */
const packageOf = {
  bwrap: 'bubblewrap',
  curl: 'curl',
  ip: 'iproute2',
  mariadbd: 'mariadb-server',
  php: 'php-cli',
  python3: 'python3',
  strace: 'strace',
  unshare: 'util-linux',
  '/usr/share/wordpress/wp-load.php': 'wordpress',
} as const

/** Fails naming the packages that are missing. */
export default function setup(): void {
  const missing = Object.entries(packageOf).filter(([program]) => !isInstalled(program))
  if (missing.length > 0) {
    const packages = [...new Set(missing.map(([, name]) => name))].join(' ')
    throw new Error(`The system tests need Debian packages: apt-get install --yes ${packages}`)
  }
}

function isInstalled(program: string): boolean {
  const paths = isAbsolute(program) ? [program] : folders().map((folder) => join(folder, program))
  return paths.some((path) => {
    try {
      accessSync(path, constants.R_OK)
      return true
    } catch {
      return false
    }
  })
}

function folders(): string[] {
  return process.env.PATH?.split(':') ?? []
}
