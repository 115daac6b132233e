import { execFileSync } from 'node:child_process'
import { existsSync, globSync, statSync } from 'node:fs'

const built = 'dist/cli.js'
const sources = ['src/**/*', 'rolldown.config.ts', 'package.json']

/** Builds the product for tests that start it as a process, unless that was done since it was last changed. */
export default function setup(): void {
  const builtAt = existsSync(built) ? writtenAt(built) : 0
  if (globSync(sources).every((file) => writtenAt(file) < builtAt)) return
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' })
}

function writtenAt(file: string): number {
  return statSync(file).mtimeMs
}
