import type { ChangeWith } from './changes.ts'

/** A change as a file: `killed-art_….xml`, before it is numbered. */
export interface ChangeFile {
  name: string
  text: string
}

interface Told extends Pick<ChangeWith<object | string>, 'type' | 'document'> {
  article: { id: string } | null
}

/** A change without a story that is yours, as one of the terms, is written as it was told. */
export function fileOf(change: Told, extension: string): ChangeFile {
  const { document, type, article } = change
  const name = [type.split('.').at(-1), article?.id].filter(Boolean).join('-')
  if (document === null) return { name: `${safe(name)}.change.json`, text: written(change) }
  return {
    name: `${safe(name)}.${extension}`,
    text: typeof document === 'string' ? document : written(document),
  }
}

function written(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

// Whatever a server says, a name stays one in its folder.
function safe(name: string): string {
  return name.replace(/[^\w-]/g, '_').slice(0, 100)
}
