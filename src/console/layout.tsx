import type { ComponentChildren, VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Newswire } from '../articles/newswire.ts'
import { logoOf } from '../licensing/attribution.ts'
import { assetPaths } from './assets.ts'

/** Absent on a database that was not seeded yet, and where nothing may be read: on a failure. */
export type Licensor = Newswire | undefined

interface PageProps {
  title: string
  newswire: Licensor
  /** Which entry of the navigation this page is. */
  path?: string
  children: ComponentChildren
}

const entries = [
  { path: '/', label: 'Start' },
  { path: '/v1/license', label: 'License' },
  { path: '/docs', label: 'API' },
  { path: '/problems', label: 'Problems' },
] as const

/** The whole document as text. */
export function render(page: VNode): string {
  return `<!doctype html>\n${renderToString(page)}\n`
}

/** What every page has: title, way past the navigation, masthead, landmarks. */
export function Page({ title, newswire, path, children }: PageProps) {
  const whose = newswire?.name ?? 'Wirecopy'
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title === whose ? title : `${title} · ${whose}`}</title>
        <link rel="icon" href={assetPaths.icon} type="image/svg+xml" />
        <link rel="stylesheet" href={assetPaths.pico} />
        <link rel="stylesheet" href={assetPaths.wirecopy} />
      </head>
      <body>
        <a class="skip" href="#content">
          Skip to content
        </a>
        <Masthead newswire={newswire} path={path} />
        <main id="content" class="measure">
          {children}
        </main>
        <Imprint newswire={newswire} />
      </body>
    </html>
  )
}

function Masthead({ newswire, path }: { newswire: Licensor; path: string | undefined }) {
  return (
    <header class="masthead measure">
      <a class="brand" href="/">
        <Logo newswire={newswire} />
      </a>
      <nav aria-label="Main">
        <ul>
          {entries.map((entry) => (
            <li key={entry.path}>
              <a href={entry.path} aria-current={entry.path === path ? 'page' : undefined}>
                {entry.label}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  )
}

function Logo({ newswire }: { newswire: Licensor }) {
  if (!newswire) return <span>Wirecopy</span>
  // Without an origin the address is one of ours, however the page was reached.
  const { alt, renditions } = logoOf(newswire, '')
  const [main] = renditions
  return main ? (
    <img src={main.href} alt={alt} width={main.width} height={main.height} />
  ) : (
    <span>{newswire.name}</span>
  )
}

function Imprint({ newswire }: { newswire: Licensor }) {
  return (
    <footer class="imprint measure">
      {newswire && (
        <p>
          Questions about the license or a partnership: <Contact newswire={newswire} />
        </p>
      )}
      <p>Licensed and delivered with Wirecopy.</p>
    </footer>
  )
}

/** The licensing contact as a mail link. */
export function Contact({ newswire: { licensingContact } }: { newswire: Newswire }) {
  return <a href={`mailto:${licensingContact}`}>{licensingContact}</a>
}
