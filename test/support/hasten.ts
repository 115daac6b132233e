import { hastenImports } from '../../src/quick-imports.ts'

// Imported before a program of the tests, as the product does for itself.
hastenImports()
