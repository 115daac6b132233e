import { errorCodes, type FastifyInstance } from 'fastify'

const types = ['application/x-www-form-urlencoded', 'multipart/form-data']

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A form may be sent here. What it says is not read: its address is all there is to know. */
    takesForms?: true
  }
}

/** Lets through the forms of pages without scripts, and of mail programs, where a route takes them. */
export function takeForms(app: FastifyInstance): void {
  app.addContentTypeParser(types, { parseAs: 'buffer' }, (request, _, done) => {
    const { config } = request.routeOptions
    const type = request.headers['content-type']
    done(config.takesForms ? null : new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(type), undefined)
  })
}
