import { XmlDocument } from 'libxml2-wasm'
import { marked } from 'marked'
import type { Format } from '../../../src/delivery/formats/formats.ts'

/** What a reader of a format learns of who wrote a story, and of what else belongs to it. */
interface Told {
  /** `Jane Doe, Daily Caller News Foundation`, each. */
  authors: string[]
  corrections: string[]
  subjects: string[]
  /** To whom images are credited. */
  credits: string[]
}

/** Finds it where the standard of a format, or the words on a page, have it. */
export const toldIn: Record<Format, (text: string) => Told> = {
  json: (text) => ({
    ...toldAt(text, {
      names: 'attribution.authors.*.name',
      affiliations: 'attribution.authors.*.affiliation.name',
      corrections: 'corrections.*.note',
      subjects: ['section', 'tags.*', 'topics.*.label'],
      credits: 'media.*.credit',
    }),
  }),
  ninjs: (text) => toldAt(text, ninjs),
  'ninjs-2.2': (text) =>
    toldAt(text, { ...ninjs, affiliations: 'people.*.contactinfo.0.name', notes: 'ednote' }),
  'ninjs-1.6': (text) =>
    toldAt(text, {
      names: 'person.*.name',
      affiliations: 'person.*.contactinfo.0.name',
      notes: 'ednote',
      subjects: ['subject.*.name'],
      credits: 'associations.media_1.byline',
    }),
  'newsml-g2': (text) =>
    inXml(text, {
      names: '//n:creator/n:name',
      affiliations: '//n:creator//n:affiliation/n:name',
      corrections: '//n:edNote',
      subjects: '//n:subject/n:name | //n:keyword',
      credits: "//n:itemMeta/n:link[n:itemClass/@qcode='ninat:picture']/@title",
    }),
  nitf: (text) => inXml(text, nitf),
  'nitf-plain': (text) =>
    inXml(
      text,
      Object.fromEntries(Object.entries(nitf).map(([name, path]) => [name, path.replaceAll('n:', '')])),
    ),
  jsonld: (text) => toldAt(text, jsonLd),
  html: (text) => ({
    ...printed(text),
    ...toldAt(/<script type="application\/ld\+json">(.*)<\/script>/.exec(text)?.[1] ?? '', jsonLd),
    subjects: printed(text).subjects,
  }),
  embed: (text) => printed(text),
  text: (text) => printed(text),
  markdown: (text) => printed(marked.parse(text, { async: false })),
}

const ninjs = {
  names: 'people.*.name',
  affiliations: 'people.*.contactInfo.0.name',
  notes: 'edNote',
  subjects: ['subjects.*.name'],
  credits: 'associations.*.by',
}
const nitf = {
  names: '//n:byline/n:person',
  affiliations: '//n:byline/n:byttl/n:org',
  corrections: '//n:ed-msg/@info',
  subjects:
    "//n:meta[@name='section']/@content | //n:keyword/@key | //n:tobject.subject/@tobject.subject.matter",
  credits: '//n:media-producer',
}
const jsonLd = {
  names: 'author.*.name',
  affiliations: 'author.*.affiliation.name',
  corrections: 'correction.*.text',
  subjects: ['articleSection', 'keywords.*', 'about.*.name'],
  credits: 'image.*.creditText',
}

interface Paths {
  names: string
  affiliations: string
  corrections?: string
  /** One text with a line for each. */
  notes?: string
  subjects: string[]
  credits: string
}

function toldAt(json: string, paths: Paths): Told {
  const found: unknown = JSON.parse(json)
  const at = (path: string) => valuesAt(found, path.split('.'))
  const { notes, corrections = '' } = paths
  return {
    authors: paired(at(paths.names), at(paths.affiliations)),
    corrections: notes ? at(notes).flatMap((text) => text.split('\n').map(noteOf)) : at(corrections),
    subjects: paths.subjects.flatMap(at),
    credits: at(paths.credits),
  }
}

function valuesAt(value: unknown, [name, ...path]: string[]): string[] {
  if (name === undefined) return typeof value === 'string' ? [value] : []
  const entries = Object.entries(Object(value))
  return entries.flatMap(([key, inner]) => (name === '*' || name === key ? valuesAt(inner, path) : []))
}

const namespaces = {
  newsItem: 'http://iptc.org/std/nar/2006-10-01/',
  nitf: 'http://iptc.org/std/NITF/2006-10-18/',
}

function inXml(text: string, paths: Record<string, string>): Told {
  using document = XmlDocument.fromString(text)
  const n = document.root.name === 'nitf' ? namespaces.nitf : namespaces.newsItem
  const at = (name: string) => document.find(paths[name] ?? '', { n }).map(({ content }) => content)
  return {
    authors: paired(at('names'), at('affiliations')),
    corrections: at('corrections').map(noteOf),
    subjects: at('subjects'),
    credits: at('credits').map(creditOf),
  }
}

/** What stands in a text that people read. */
function printed(text: string): Told {
  const lines = text
    .replace(/<\/?span[^<>]*>/g, '')
    .replace(/<[^<>]*>/g, '\n')
    .split('\n')
  const behind = (word: string) =>
    lines.flatMap((line) => (line.startsWith(word) ? [line.slice(word.length)] : []))
  return {
    authors:
      lines
        .find((line) => line.startsWith('By '))
        ?.slice('By '.length)
        .split('; ') ?? [],
    corrections: lines.filter((line) => line.startsWith('Correction, ')).map(noteOf),
    subjects: behind('Subjects: ').flatMap((line) => line.split(', ')),
    credits: lines.filter((line) => /\([^()]+\)$/.test(line)).map(creditOf),
  }
}

function paired(names: string[], affiliations: string[]): string[] {
  return names.map((name, at) => `${name}, ${affiliations[at]}`)
}

function noteOf(line: string): string {
  return line.replace(/^Correction, [^:]*: /, '')
}

function creditOf(text: string): string {
  return /\(([^()]+)\)$/.exec(text)?.[1] ?? text
}
