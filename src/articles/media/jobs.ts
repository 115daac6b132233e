import { type Runner, runner } from '../../platform/jobs/kinds.ts'
import { collector } from './collecting.ts'
import { requireMedia } from './media.ts'
import { mediaRender } from './orders.ts'
import type { Renderer } from './renderer.ts'
import { mediaTell, tellUsers } from './withholding.ts'

/** What is done for images after their cause has committed. */
export function mediaJobs(renderer: Renderer): Runner[] {
  return [
    collector(renderer),
    runner(mediaRender, async ({ database, signal }, { mediaId }) =>
      renderer.renderAll(await requireMedia(database.read, mediaId), signal),
    ),
    runner(mediaTell, ({ database }, { mediaId, after }) =>
      database.write(async (tx) => tellUsers(tx, await requireMedia(tx, mediaId), after)),
    ),
  ]
}
