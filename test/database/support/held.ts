import { setTimeout as sleep } from 'node:timers/promises'

const lookEveryMs = 10

/** How long from now on the last look began that still found it, in ms. Slow looks do not count as long ones. */
export async function heldFor(look: () => boolean | Promise<boolean>): Promise<number> {
  const since = performance.now()
  for (let held = 0; ; ) {
    const begun = performance.now() - since
    if (!(await look())) return held
    held = begun
    await sleep(lookEveryMs)
  }
}
