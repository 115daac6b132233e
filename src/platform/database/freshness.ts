/** How long a request may trust caches without asking the database again, in ms. */
export const checkEveryMs = 250
/** Without a good check for this long, caches are bypassed, in ms. */
export const trustForMs = 1_000

/** What is dropped when the subjects cannot be told apart any more. */
export const everything = '*'

type Listener = (changed: ReadonlySet<string>) => void

/**
 * Tells caches what to forget. Subjects are ids (`art_…`, `par_…`, `key_…`) or the names of
 * single rows (`newswire`, `terms`). A change made by any process is noticed within a second.
 */
export class Freshness {
  /** Rises with every drop; a value read under an older generation must not be cached. */
  generation = 0
  private readonly listeners = new Set<Listener>()
  private readonly ask: () => boolean

  /** @param ask looks for foreign invalidations when due; false means caches must be bypassed. */
  constructor(ask: () => boolean) {
    this.ask = ask
  }

  /** Whether caches may answer right now. */
  check(): boolean {
    return this.ask()
  }

  drop(subjects: readonly string[]): void {
    if (subjects.length === 0) return
    this.generation += 1
    const changed = new Set(subjects)
    for (const listener of this.listeners) listener(changed)
  }

  /** Returns the function that ends the subscription. */
  onDrop(listener: Listener): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
}
