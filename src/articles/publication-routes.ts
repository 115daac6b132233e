import type { Commit } from '../platform/http/commit.ts'
import type { App } from '../platform/http/server.ts'
import { killInput, publicationInput, withdrawalInput } from './lifecycle-schema.ts'
import { publish, unschedule } from './publishing.ts'
import { kill, withdraw } from './retraction.ts'
import { correct, update } from './revising.ts'
import { changedFieldsInput, correctionInput, prepareFields, staffArticleSchema } from './schema.ts'
import { maxArticleBytes, storyAnswers, storyChanges, storyEditors } from './story-routes.ts'

/** What is done to a story, each as a resource of its own. */
export function publicationRoutes(app: App, commit: Commit): void {
  const change = storyChanges(commit)
  releaseRoutes(app, change)
  retractionRoutes(app, change)
  revisionRoutes(app, change)
}

type Change = ReturnType<typeof storyChanges>

function releaseRoutes(app: App, change: Change): void {
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
      change(request, reply, 201, (tx, actor, article) => publish(tx, actor, article, request.body ?? {})),
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
    async (request, reply) => change(request, reply, 200, unschedule),
  )
}

function retractionRoutes(app: App, change: Change): void {
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
      change(request, reply, 201, (tx, actor, article) => withdraw(tx, actor, article, request.body)),
  )
  app.post(
    '/v1/staff/articles/:id/kills',
    {
      config: storyEditors,
      schema: {
        operationId: 'killArticle',
        summary: 'Take a story down everywhere, for ever',
        description:
          'Nobody gets it from then on, in any process within a second; its text stays readable to administrators alone. A kill by mistake is mended by a new story that `replaces` it.',
        body: killInput,
        ...storyAnswers,
      },
    },
    async (request, reply) =>
      change(request, reply, 201, (tx, actor, article) => kill(tx, actor, article, request.body)),
  )
}

function revisionRoutes(app: App, change: Change): void {
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
      return change(request, reply, 201, (tx, actor, article) => update(tx, actor, article, fields))
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
      return change(request, reply, 201, (tx, actor, article) => correct(tx, actor, article, note, fields))
    },
  )
}
