import { registerHooks } from 'node:module'

const drizzle = '/node_modules/drizzle-orm/'

/**
 * Halves the time that a start takes. Node reads a package's package.json anew for each of its modules, and that of
 * drizzle-orm is 180 KB long; what its own modules import from each other needs no look into it.
 */
export function hastenImports(): void {
  registerHooks({
    resolve(specifier, { parentURL }, next) {
      if (!specifier.startsWith('.') || !parentURL?.includes(drizzle) || !parentURL.endsWith('.js'))
        return next(specifier)
      return { url: new URL(specifier, parentURL).href, format: 'module', shortCircuit: true }
    },
  })
}
