import type { FastifyReply, FastifyRequest } from 'fastify'
import type { VNode } from 'preact'
import { z } from 'zod'
import { findNewswire, type Newswire } from '../articles/newswire.ts'
import type { Terms } from '../licensing/terms.ts'
import type { Database } from '../platform/database/database.ts'
import { preferredType, sendPage } from '../platform/http/page.ts'
import type { App } from '../platform/http/server.ts'
import { idSchema } from '../platform/ids.ts'
import { isProblemSlug, type Problem, type ProblemSlug, problemSlugs } from '../problems.ts'
import { assetRoutes } from './assets.ts'
import {
  ArticleIdentifierPage,
  ArticlesIdentifierPage,
  ReportersIdentifierPage,
} from './identifier-pages.tsx'
import { type Licensor, render } from './layout.tsx'
import { LicensePage } from './license-page.tsx'
import { FailurePage, ProblemListPage, ProblemTypePage, problemTypeView } from './problem-pages.tsx'
import { RelationListPage, RelationPage, relationNames } from './relation-pages.tsx'
import { StartPage } from './start-page.tsx'

interface Pages {
  publicUrl: string
  show(reply: FastifyReply, page: (newswire: Licensor) => VNode): Promise<FastifyReply>
}

const anybody = { access: { by: 'public' }, hidden: true } as const
const publicly = 'public, max-age=300'

/** The pages that need no session: the front door, and what our URIs mean. */
export function pageRoutes(
  app: App,
  { database, publicUrl }: { database: Database; publicUrl: string },
): void {
  const pages: Pages = { publicUrl, show: showWith(database) }
  app.get('/', { config: anybody }, async (_, reply) =>
    pages.show(reply, (newswire) => <StartPage newswire={newswire} publicUrl={publicUrl} />),
  )
  problemRoutes(app, pages)
  relationRoutes(app, pages)
  identifierRoutes(app, pages)
  assetRoutes(app)
}

/** The license as a page, for the route that serves it in every form. */
export function licensePage(publicUrl: string) {
  return (newswire: Newswire, terms: Terms): string =>
    render(<LicensePage newswire={newswire} terms={terms} publicUrl={publicUrl} />)
}

/** A problem as a page, for browsers. */
export function problemPage(problem: Problem, requestId: string): string {
  return render(<FailurePage problem={problem} requestId={requestId} />)
}

function showWith(database: Database): Pages['show'] {
  return async (reply, page) => {
    const newswire = await findNewswire(database.read)
    // Whoever has just set the newswire up wants to see it.
    reply.header('Cache-Control', newswire ? publicly : 'no-store')
    return sendPage(reply, render(page(newswire)))
  }
}

function problemRoutes(app: App, { publicUrl, show }: Pages): void {
  const params = z.object({
    slug: z.custom<ProblemSlug>(isProblemSlug, 'is no problem; /problems lists them'),
  })
  app.get('/problems', { config: anybody }, async (request, reply) =>
    inEitherForm(request, reply, {
      json: () => ({ items: problemSlugs.map((slug) => problemTypeView(slug, publicUrl)), next: null }),
      page: () => show(reply, (newswire) => <ProblemListPage newswire={newswire} />),
    }),
  )
  app.get('/problems/:slug', { config: anybody, schema: { params } }, async (request, reply) => {
    const { slug } = request.params
    return inEitherForm(request, reply, {
      json: () => problemTypeView(slug, publicUrl),
      page: () =>
        show(reply, (newswire) => <ProblemTypePage newswire={newswire} slug={slug} publicUrl={publicUrl} />),
    })
  })
}

interface Forms {
  json(): unknown
  page(): Promise<FastifyReply>
}

async function inEitherForm(request: FastifyRequest, reply: FastifyReply, { json, page }: Forms) {
  reply.header('Vary', 'Accept')
  const type = preferredType(request.headers.accept, ['text/html', 'application/json'])
  if (type !== 'application/json') return page()
  return reply.header('Cache-Control', publicly).type('application/json; charset=utf-8').send(json())
}

function relationRoutes(app: App, { publicUrl, show }: Pages): void {
  const params = z.object({ rel: z.enum(relationNames, 'is no link relation of ours; /rels lists them') })
  app.get('/rels', { config: anybody }, async (_, reply) =>
    show(reply, (newswire) => <RelationListPage newswire={newswire} publicUrl={publicUrl} />),
  )
  app.get('/rels/:rel', { config: anybody, schema: { params } }, async (request, reply) =>
    show(reply, (newswire) => (
      <RelationPage newswire={newswire} publicUrl={publicUrl} name={request.params.rel} />
    )),
  )
}

function identifierRoutes(app: App, { publicUrl, show }: Pages): void {
  const params = z.object({ id: idSchema('art') })
  app.get('/id/articles', { config: anybody }, async (_, reply) =>
    show(reply, (newswire) => <ArticlesIdentifierPage newswire={newswire} publicUrl={publicUrl} />),
  )
  // Looks at no article: the page must not tell whether there is one.
  app.get('/id/articles/:id', { config: anybody, schema: { params } }, async (request, reply) =>
    show(reply, (newswire) => (
      <ArticleIdentifierPage newswire={newswire} publicUrl={publicUrl} id={request.params.id} />
    )),
  )
  app.get('/id/reporters', { config: anybody }, async (_, reply) =>
    show(reply, (newswire) => <ReportersIdentifierPage newswire={newswire} />),
  )
}
