import { type ResolveFnOutput, registerHooks } from 'node:module'

// Packages whose modules name each other with their endings, as ours do.
const packages = ['drizzle-orm', 'zod'].map((name) => `/node_modules/${name}/`)
const ours = ['../../src/', '../'].map((folder) => new URL(folder, import.meta.url).href)

// Imported before a program of the tests, most of whose start would be looking for modules: for each import Node looks
// for files and reads every package.json on the way, that of drizzle-orm being 180 KB long. What modules of a package
// import from each other needs no look, and another package is where it was found before.
const found = new Map<string, ResolveFnOutput>()
registerHooks({
  resolve(specifier, { parentURL }, next) {
    const isOurs = ours.some((folder) => parentURL?.startsWith(folder))
    if (!parentURL?.endsWith('.js') || !(isOurs || packages.some((one) => parentURL.includes(one))))
      return next(specifier)
    if (specifier.startsWith('.'))
      return { url: new URL(specifier, parentURL).href, format: 'module', shortCircuit: true }
    if (!isOurs) return next(specifier)
    const known = found.get(specifier) ?? { ...next(specifier), shortCircuit: true }
    found.set(specifier, known)
    return known
  },
})
