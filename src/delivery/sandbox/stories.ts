import { asc } from 'drizzle-orm'
import type { Actor } from '../../actor.ts'
import { type Article, createArticle } from '../../articles/articles.ts'
import { findNewswire } from '../../articles/newswire.ts'
import { publish } from '../../articles/publishing.ts'
import { kill, withdraw } from '../../articles/retraction.ts'
import { correct } from '../../articles/revising.ts'
import { reporters } from '../../articles/tables.ts'
import type { Instant } from '../../platform/clock.ts'
import type { Tx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import { Problem } from '../../problems.ts'
import { correction, type MadeUp, type prepareTexts } from './texts.ts'

const embargoMs = 2 * 60 * 1_000

export interface Sandbox {
  partnerId: Id<'par'>
  /** When what is made up now is removed; absent for what stays. */
  until: Instant | undefined
  texts: Awaited<ReturnType<typeof prepareTexts>>
}

/** Makes a story up by the verbs that real ones go through, and has happen to it what its kind says. */
export async function makeUp(tx: Tx, actor: Actor, sandbox: Sandbox, kind: MadeUp): Promise<Article> {
  const { partnerId, until, texts } = sandbox
  const desk = await deskOf(tx)
  if (!desk) throw new Problem('conflict', { detail: 'Nobody signs stories yet; run `wirecopy seed`.' })
  const content = { ...texts[kind], reporters: [desk] }
  const draft = await createArticle(tx, actor, content, { sandbox: { partnerId, until } })
  const plan = kind === 'embargoed' ? { embargoedUntil: tx.now + embargoMs } : {}
  return befall(tx, actor, await publish(tx, actor, draft, plan), sandbox, kind)
}

async function befall(
  tx: Tx,
  actor: Actor,
  story: Article,
  { texts }: Sandbox,
  kind: MadeUp,
): Promise<Article> {
  if (kind === 'corrected') {
    const { bodyHtml, wordCount } = texts.mended
    return correct(tx, actor, story, correction.note, { bodyHtml, wordCount })
  }
  if (kind === 'withdrawn')
    return withdraw(tx, actor, story, { advisory: 'Sandbox: do not publish this story from now on.' })
  if (kind === 'killed')
    return kill(tx, actor, story, { advisory: 'Sandbox: take this story down wherever it is.' })
  return story
}

/** Whether anything can be published yet: there is somebody to sign it, and a logo. */
export async function canPublish(tx: Tx): Promise<boolean> {
  const newswire = await findNewswire(tx)
  return newswire !== undefined && newswire.logo.length > 0 && (await deskOf(tx)) !== undefined
}

// A desk stands before people; without one the first reporter signs.
async function deskOf(tx: Tx): Promise<Id<'rep'> | undefined> {
  const [desk] = await tx
    .select({ id: reporters.id })
    .from(reporters)
    .orderBy(asc(reporters.kind), asc(reporters.id))
    .limit(1)
  return desk?.id
}
