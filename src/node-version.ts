const required = { major: 22, minor: 19 }

/** Ends the process with one clear line on a Node that is too old. */
export function requireNode(): void {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > required.major || (major === required.major && minor >= required.minor)) return
  process.stderr.write(
    `Wirecopy needs Node ${required.major}.${required.minor} or newer; this is ${process.versions.node}.\n`,
  )
  process.exit(1)
}
