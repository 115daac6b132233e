import type { Actor } from '../../actor.ts'
import type { Tx } from '../../platform/database/database.ts'
import { enqueue } from '../../platform/jobs/queue.ts'
import { type Settings, writeSettings } from '../../platform/settings/settings.ts'
import { reviewing } from '../attention/job-kind.ts'
import { type VettingSettings, vettingSettings } from './settings.ts'

/** Sets what is asked of publishers, and has it looked at of which of them somebody should ask now. */
export async function setVetting(
  tx: Tx,
  actor: Actor,
  value: VettingSettings,
): Promise<Settings<VettingSettings>> {
  await enqueue(tx, reviewing, {})
  return writeSettings(tx, actor, vettingSettings, value)
}
