import { findPackageJSON } from 'node:module'
import { pathToFileURL } from 'node:url'

/** Where a file of this package stands, from its root; modules stand elsewhere once they are built. */
export function packageFile(path: string): URL {
  const root = findPackageJSON('.', import.meta.url)
  if (root === undefined) throw new Error('The product stands in no package')
  return new URL(path, pathToFileURL(root))
}
