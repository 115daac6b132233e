import type { Actor } from '../../actor.ts'
import type { Database } from '../../platform/database/database.ts'
import { reportersBy } from './byline-mappings.ts'
import { folded } from './rules.ts'
import { sourcesNamed } from './sources.ts'
import { type KnownStory, storiesWaitingFor } from './stories.ts'
import { takeStory } from './take.ts'

const perWrite = 50

/** Imports whatever waited for a byline that is mapped now; returns how many stories are in. */
export async function releaseWaiting(database: Database, actor: Actor, byline: string): Promise<number> {
  const name = folded(byline)
  let released = 0
  for (;;) {
    const { found, taken } = await releaseSome(database, actor, name)
    released += taken
    if (found < perWrite) return released
  }
}

async function releaseSome(database: Database, actor: Actor, name: string) {
  return database.write(async (tx) => {
    const waiting = await storiesWaitingFor(tx, name, perWrite)
    const stories = waiting.flatMap(({ pending }) => pending ?? [])
    const reporters = await reportersBy(tx, [name, ...stories.flatMap(({ bylines }) => bylines)])
    // Somebody may have taken the mapping back; then they wait on.
    if (!reporters.has(name)) return { found: 0, taken: 0 }
    const sources = await sourcesNamed(
      tx,
      waiting.map(({ sourceId }) => sourceId),
    )
    let taken = 0
    for (const known of waiting) {
      const source = sources.get(known.sourceId)
      if (!known.pending || !source) continue
      const intake = { actor, source, known: only(known), reporters }
      if ((await takeStory(tx, intake, known.pending)) !== 'waiting') taken += 1
    }
    return { found: waiting.length, taken }
  })
}

function only(known: KnownStory): Map<string, KnownStory> {
  return new Map([[known.storyId, known]])
}
