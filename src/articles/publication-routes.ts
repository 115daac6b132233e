import { callerOf } from '../platform/http/access.ts'
import type { Commit } from '../platform/http/commit.ts'
import type { App } from '../platform/http/server.ts'
import { killInput, publicationInput, withdrawalInput } from './lifecycle-schema.ts'
import { publish, unschedule } from './publishing.ts'
import { kill, withdraw } from './retraction.ts'
import { correct, update } from './revising.ts'
import { changedFieldsInput, correctionInput, prepareFields, staffArticleSchema } from './schema.ts'
import { maxArticleBytes, storyAnswers, storyEditors, storyVerb } from './story-routes.ts'

/** What is done to a story, each as a resource of its own. */
export function publicationRoutes(app: App, commit: Commit): void {
  releaseRoutes(app, commit)
  retractionRoutes(app, commit)
  revisionRoutes(app, commit)
}

function releaseRoutes(app: App, commit: Commit): void {
  app.post(
    '/v1/staff/articles/:id/publications',
    {
      config: storyEditors,
      schema: {
        operationId: 'publishArticle',
        summary: 'Publish a draft or a withdrawn story, now or later',
        description:
          'A story that is out takes another `embargoedUntil` while its embargo lasts, and another `expiresAt`.',
        body: publicationInput.nullish(),
        ...storyAnswers,
      },
    },
    async (request, reply) =>
      commit(
        request,
        reply,
        201,
        storyVerb(request, (tx, article) =>
          publish(tx, callerOf(request).actor, article, request.body ?? {}),
        ),
      ),
  )
  app.delete(
    '/v1/staff/articles/:id/publications',
    {
      config: storyEditors,
      schema: {
        operationId: 'unscheduleArticle',
        summary: 'Make a scheduled story a draft again',
        params: storyAnswers.params,
        response: { 200: staffArticleSchema },
      },
    },
    async (request, reply) =>
      commit(
        request,
        reply,
        200,
        storyVerb(request, (tx, article) => unschedule(tx, callerOf(request).actor, article)),
      ),
  )
}

function retractionRoutes(app: App, commit: Commit): void {
  app.post(
    '/v1/staff/articles/:id/withdrawals',
    {
      config: storyEditors,
      schema: {
        operationId: 'withdrawArticle',
        summary: 'Take a story back',
        description: 'It can be published again.',
        body: withdrawalInput,
        ...storyAnswers,
      },
    },
    async (request, reply) =>
      commit(
        request,
        reply,
        201,
        storyVerb(request, (tx, article) => withdraw(tx, callerOf(request).actor, article, request.body)),
      ),
  )
  app.post(
    '/v1/staff/articles/:id/kills',
    {
      config: storyEditors,
      schema: {
        operationId: 'killArticle',
        summary: 'Take a story down everywhere, for ever',
        description:
          'Nobody gets it from then on, in any process within a second. A kill by mistake is mended by a new story that `replaces` it.',
        body: killInput,
        ...storyAnswers,
      },
    },
    async (request, reply) =>
      commit(
        request,
        reply,
        201,
        storyVerb(request, (tx, article) => kill(tx, callerOf(request).actor, article, request.body)),
      ),
  )
}

function revisionRoutes(app: App, commit: Commit): void {
  app.post(
    '/v1/staff/articles/:id/updates',
    {
      config: storyEditors,
      bodyLimit: maxArticleBytes,
      schema: {
        operationId: 'updateArticle',
        summary: 'Publish a new revision',
        body: changedFieldsInput,
        ...storyAnswers,
      },
    },
    async (request, reply) => {
      const fields = await prepareFields(request.body)
      return commit(
        request,
        reply,
        201,
        storyVerb(request, (tx, article) => update(tx, callerOf(request).actor, article, fields)),
      )
    },
  )
  app.post(
    '/v1/staff/articles/:id/corrections',
    {
      config: storyEditors,
      bodyLimit: maxArticleBytes,
      schema: {
        operationId: 'correctArticle',
        summary: 'Correct a story in public',
        body: correctionInput,
        ...storyAnswers,
      },
    },
    async (request, reply) => {
      const { note, ...changed } = request.body
      const fields = await prepareFields(changed)
      return commit(
        request,
        reply,
        201,
        storyVerb(request, (tx, article) => correct(tx, callerOf(request).actor, article, note, fields)),
      )
    },
  )
}
