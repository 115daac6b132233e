import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import { z } from 'zod'
import { encodingFor } from '../delivery/negotiation.ts'
import type { Encoding } from '../delivery/renditions.ts'
import { fileSchema } from '../platform/http/openapi/file.ts'
import type { App } from '../platform/http/server.ts'
import { Problem } from '../problems.ts'

const brotli = promisify(brotliCompress)
const gzipped = promisify(gzip)
const hashLength = 16
const forEver = 'public, max-age=31536000, immutable'
const contentTypes = { css: 'text/css; charset=utf-8', svg: 'image/svg+xml' }

const require = createRequire(import.meta.url)
const assets = {
  pico: assetOf('pico', 'css', require.resolve('@picocss/pico/css/pico.min.css')),
  wirecopy: assetOf('wirecopy', 'css', new URL('./assets/wirecopy.css', import.meta.url)),
  icon: assetOf('icon', 'svg', new URL('./assets/icon.svg', import.meta.url)),
}

const byFile = new Map(Object.values(assets).map((asset) => [asset.file, asset]))

/** Where each asset stands; the name changes with the content. */
export const assetPaths = {
  pico: `/assets/${assets.pico.file}`,
  wirecopy: `/assets/${assets.wirecopy.file}`,
  icon: `/assets/${assets.icon.file}`,
}

const stylesheet = fileSchema({ value: ':root { color-scheme: light dark }\n' })
const picture = fileSchema({
  value: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path d="M0 0h32v32H0z"/></svg>',
})

/** Stylesheets and the icon, kept in memory and never changing under their names. */
export function assetRoutes(app: App): void {
  app.get(
    '/assets/:file',
    {
      config: {
        access: { by: 'public' },
        tag: 'Pages',
        requestHeaders: ['Accept-Encoding'],
        responseHeaders: ['Cache-Control', 'Vary', 'X-Content-Type-Options', 'Content-Encoding'],
      },
      schema: {
        operationId: 'getAsset',
        summary: 'A stylesheet or picture of the pages',
        params: z.object({ file: z.string().meta({ examples: ['wirecopy-0123456789abcdef.css'] }) }),
        response: {
          200: { content: { 'text/css': { schema: stylesheet }, 'image/svg+xml': { schema: picture } } },
        },
      },
    },
    async ({ params, headers }, reply) => {
      const asset = byFile.get(params.file)
      if (!asset) throw new Problem('not-found')
      const encoding = encodingFor(headers['accept-encoding'])
      if (encoding !== 'identity') reply.header('Content-Encoding', encoding)
      return reply
        .headers({ 'Cache-Control': forEver, Vary: 'Accept-Encoding', 'X-Content-Type-Options': 'nosniff' })
        .type(asset.contentType)
        .send(await asset.in(encoding))
    },
  )
}

function assetOf(name: string, extension: keyof typeof contentTypes, path: string | URL) {
  const identity = readFileSync(path)
  const hash = createHash('sha256').update(identity).digest('hex').slice(0, hashLength)
  return {
    file: `${name}-${hash}.${extension}`,
    contentType: contentTypes[extension],
    in: keptFor({
      identity: async () => identity,
      gzip: () => gzipped(identity),
      br: () => brotli(identity),
    }),
  }
}

/** What was made once is kept; a start does not wait for what nobody may ask for. */
function keptFor(make: Record<Encoding, () => Promise<Buffer>>): (encoding: Encoding) => Promise<Buffer> {
  const made: Partial<Record<Encoding, Promise<Buffer>>> = {}
  return (encoding) => {
    made[encoding] ??= make[encoding]()
    return made[encoding]
  }
}
