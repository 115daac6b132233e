import { XmlDocument } from 'libxml2-wasm'
import { marked } from 'marked'
import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import { z } from 'zod'
import type { Format } from '../../../src/delivery/formats/formats.ts'

type Element = DefaultTreeAdapterTypes.Element

/** What a reader of a format finds of its attribution. */
export interface ReadBack {
  uri: string | undefined
  version: string | undefined
  creditLine: string | undefined
  logo: string | undefined
  notice: string | undefined
  canonical: string | undefined
  license: string | undefined
}

/** Reads a format as another program would. */
export const readers: Record<Format, (text: string) => ReadBack> = {
  json: (text) => {
    const { uri, revision, attribution, license } = jsonShape.parse(JSON.parse(text))
    const { logo, creditLine, notice, canonicalUrl: canonical } = attribution
    const file = logo.renditions[0]?.href
    return {
      uri,
      version: `${revision}`,
      creditLine,
      logo: file,
      notice: notice.text,
      canonical,
      license: license.href,
    }
  },
  ninjs: (text) => {
    const { by, version, uri, usageTerms, associations, renditions, rightsInfo } = ninjsShape.parse(
      JSON.parse(text),
    )
    const logo = associations.find(({ name }) => name === 'logo')?.uri
    const canonical = renditions[0]?.href
    return {
      uri,
      version,
      creditLine: by,
      logo,
      notice: usageTerms,
      canonical,
      license: rightsInfo.linkedRights,
    }
  },
  'ninjs-2.2': (text) => {
    const { by, version, uri, usageterms, associations, renditions, rightsinfo } = ninjs22Shape.parse(
      JSON.parse(text),
    )
    const logo = associations.find(({ name }) => name === 'logo')?.uri
    const canonical = renditions[0]?.href
    return {
      uri,
      version,
      creditLine: by,
      logo,
      notice: usageterms,
      canonical,
      license: rightsinfo.linkedrights,
    }
  },
  'ninjs-1.6': (text) => {
    const story = ninjs16Shape.parse(JSON.parse(text))
    const { byline, version, uri, usageterms, associations, renditions, rightsinfo } = story
    const [logo, canonical] = [associations.logo.uri, renditions.canonical.href]
    return {
      uri,
      version,
      creditLine: byline,
      logo,
      notice: usageterms,
      canonical,
      license: rightsinfo.linkedrights,
    }
  },
  'newsml-g2': (text) => {
    const link = (rel: string) => `string(//n:link[contains(@reluri, '/rels/${rel}')]/@href)`
    const found = { uri: 'string(/n:newsItem/@guid)', version: 'string(/n:newsItem/@version)' }
    const printed = { creditLine: 'string(//n:creditline)', notice: 'string(//n:usageTerms)' }
    return readXml(text, {
      ...found,
      ...printed,
      logo: link('logo'),
      canonical: link('canonical'),
      license: link('license'),
    })
  },
  nitf: (text) => readNitf(text, 'n:'),
  'nitf-plain': (text) => readNitf(text, ''),
  jsonld: (text) => readJsonLd(text),
  html: (text) => {
    const page = elementsIn(text)
    const data = readJsonLd(textOf(page.find(({ tagName }) => tagName === 'script')))
    const link = (rel: string) =>
      attribute(
        page.find((each) => attribute(each, 'rel') === rel),
        'href',
      )
    return {
      ...data,
      ...printedIn(page),
      canonical: link('canonical') === data.canonical ? data.canonical : undefined,
      license: link('license') === data.license ? data.license : undefined,
    }
  },
  embed: (text) => {
    const page = elementsIn(text)
    const links = page.filter(({ tagName }) => tagName === 'a')
    const link = (word: string) =>
      attribute(
        links.find((each) => textOf(each) === word),
        'href',
      )
    const found = { canonical: link('original article'), license: link('license') }
    const source = page.find((each) => attribute(each, 'class') === 'wire-source')
    const identity = {
      uri: attribute(source, 'data-wire-uri'),
      version: attribute(source, 'data-wire-revision'),
    }
    return { ...identity, ...printedIn(page), ...found }
  },
  text: (text) => {
    const [, footer = ''] = text.split('\n* * *\n\n')
    const [credit = '', ...others] = footer.split('\n')
    const logo = others[0]?.replace('Logo: ', '')
    const last = (label: string) => others.findLastIndex((line) => line.startsWith(label))
    const end = last('Subjects: ') === -1 ? last('Original: ') : last('Subjects: ')
    const notice = others.slice(2, end - 1).join('\n')
    return { ...labeled(others), creditLine: credit.replace(/^By /, ''), logo, notice }
  },
  markdown: (text) => {
    const page = elementsIn(marked.parse(text, { async: false }))
    const end = page.findLastIndex(({ tagName }) => tagName === 'hr')
    const [logo, credit, notice, ...others] = page.slice(end).filter(({ tagName }) => tagName === 'p')
    const image = page.slice(end).find(({ tagName }) => tagName === 'img')
    if (!textOf(logo).startsWith('Logo: ')) throw new Error('There is no logo')
    const creditLine = textOf(credit).replace(/^Credit: /, '')
    return {
      ...labeled(others.map(textOf)),
      creditLine,
      logo: attribute(image, 'src'),
      notice: textOf(notice),
    }
  },
}

const href = z.object({ href: z.string() })
const jsonShape = z.object({
  ...{ uri: z.string(), revision: z.int(), license: href },
  attribution: z.object({
    ...{ creditLine: z.string(), canonicalUrl: z.string(), notice: z.object({ text: z.string() }) },
    logo: z.object({ renditions: z.array(href) }),
  }),
})
const named = { uri: z.string(), version: z.string() }
const associations = z.array(z.object({ name: z.string(), uri: z.string() }))
const ninjsShape = z.object({
  ...{ ...named, by: z.string(), usageTerms: z.string(), associations, renditions: z.array(href) },
  rightsInfo: z.object({ linkedRights: z.string() }),
})
const rightsinfo = z.object({ linkedrights: z.string() })
const ninjs22Shape = z.object({
  ...{
    ...named,
    by: z.string(),
    usageterms: z.string(),
    associations,
    renditions: z.array(href),
    rightsinfo,
  },
})
const ninjs16Shape = z.object({
  ...{ ...named, byline: z.string(), usageterms: z.string(), rightsinfo },
  associations: z.object({ logo: z.object({ uri: z.string() }) }),
  renditions: z.object({ canonical: href }),
})
const jsonLdShape = z.object({
  ...{ '@id': z.string(), version: z.int(), creditText: z.string(), conditionsOfAccess: z.string() },
  ...{ isBasedOn: z.string(), license: z.string() },
  publisher: z.object({ logo: z.object({ url: z.string() }) }),
})

const namespaces = {
  newsItem: 'http://iptc.org/std/nar/2006-10-01/',
  nitf: 'http://iptc.org/std/NITF/2006-10-18/',
}

function readXml(text: string, paths: Record<keyof ReadBack, string>): ReadBack {
  using document = XmlDocument.fromString(text)
  const n = document.root.name === 'nitf' ? namespaces.nitf : namespaces.newsItem
  const at = (path: string) => {
    const found = document.eval(path, { n })
    return typeof found === 'string' ? found : undefined
  }
  return {
    ...{
      uri: at(paths.uri),
      version: at(paths.version),
      creditLine: at(paths.creditLine),
      logo: at(paths.logo),
    },
    ...{ notice: at(paths.notice), canonical: at(paths.canonical), license: at(paths.license) },
  }
}

function readNitf(text: string, n: string): ReadBack {
  const meta = (name: string) => `string(//${n}meta[@name='${name}']/@content)`
  return readXml(text, {
    ...{ uri: `string(//${n}doc-id/@id-string)`, version: `string(//${n}du-key/@version)` },
    ...{ creditLine: meta('credit-line'), notice: `string(//${n}rights.limitations)` },
    logo: `string(//${n}media[@class='logo']/${n}media-reference/@source)`,
    ...{ canonical: meta('canonical'), license: meta('license') },
  })
}

function readJsonLd(text: string): ReadBack {
  const {
    '@id': uri,
    version,
    creditText,
    conditionsOfAccess,
    isBasedOn,
    license,
    publisher,
  } = jsonLdShape.parse(JSON.parse(text))
  const found = { uri, version: `${version}`, creditLine: creditText, notice: conditionsOfAccess }
  return { ...found, canonical: isBasedOn, license, logo: publisher.logo.url }
}

function labeled(lines: string[]) {
  const value = (label: string) => lines.findLast((line) => line.startsWith(label))?.slice(label.length)
  const [uri, version] = value('Article: ')?.split(', revision ') ?? []
  return { uri, version, canonical: value('Original: '), license: value('License: ') }
}

function printedIn(page: Element[]) {
  const classed = (name: string) => page.find((each) => attribute(each, 'class') === name)
  const from = page.findIndex((each) => attribute(each, 'class') === 'wire-logo')
  return {
    creditLine: textOf(classed('wire-byline')).replace(/^By /, ''),
    logo: attribute(
      page.slice(from).find(({ tagName }) => tagName === 'img'),
      'src',
    ),
    notice: textOf(page.findLast((each) => attribute(each, 'class') === 'wire-notice')),
  }
}

function elementsIn(html: string): Element[] {
  return descendants(parse(html))
}

function descendants(node: DefaultTreeAdapterTypes.ParentNode): Element[] {
  return node.childNodes.flatMap((child) => ('tagName' in child ? [child, ...descendants(child)] : []))
}

function textOf(node: DefaultTreeAdapterTypes.Node | undefined): string {
  if (!node) return ''
  if ('value' in node) return node.value
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : ''
}

function attribute(element: Element | undefined, name: string): string | undefined {
  return element?.attrs.find((each) => each.name === name)?.value
}
