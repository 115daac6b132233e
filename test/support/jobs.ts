import type { Worker } from '../../src/platform/jobs/worker.ts'

/** Runs whatever is due by the test's clock, with what that enqueues in turn, as the server would. */
export async function runJobs(worker: Worker): Promise<void> {
  while (await worker.look()) await worker.idle()
}
