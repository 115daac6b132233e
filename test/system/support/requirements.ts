import { execFileSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { join } from 'node:path'

/** Programs that these tests run, each with the Debian package that brings it. */
const packageOf = {
  bwrap: 'bubblewrap',
  strace: 'strace',
} as const

/** Fails naming the packages that are missing; then builds the product once for all system tests. */
export default function setup(): void {
  const missing = Object.entries(packageOf).filter(([program]) => !isInstalled(program))
  if (missing.length > 0) {
    const packages = [...new Set(missing.map(([, name]) => name))].join(' ')
    throw new Error(`The system tests need Debian packages: apt-get install --yes ${packages}`)
  }
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' })
}

function isInstalled(program: string): boolean {
  const folders = process.env.PATH?.split(':') ?? []
  return folders.some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}
