import { Bounded } from '../../platform/bounded.ts'
import type { Hash, Storage } from '../../platform/storage/storage.ts'
import { type ImageRendition, keyOf, type Original, render, renditionsOf } from './renditions.ts'

// A large image takes a few seconds and 200 MiB.
const bounds = { max: 2, maxWaiting: 50 }

/** Finds renditions in the storage, and makes those that are not there yet. */
export class Renderer {
  private readonly storage: Storage
  private readonly work = new Bounded(bounds)
  private readonly underWay = new Map<Hash, Promise<Buffer>>()

  constructor(storage: Storage) {
    this.storage = storage
  }

  /** Throws the problem `unavailable` where too many are made already. */
  async rendition(original: Original, rendition: ImageRendition): Promise<Buffer> {
    const key = keyOf(original, rendition.name)
    return (await this.storage.open(key)) ?? this.make(key, original, rendition)
  }

  /** Makes what is missing of an image, one after the other. */
  async renderAll(original: Original, signal: AbortSignal): Promise<void> {
    for (const rendition of renditionsOf(original)) {
      signal.throwIfAborted()
      const key = keyOf(original, rendition.name)
      if (!(await this.storage.has(key))) await this.make(key, original, rendition)
    }
  }

  /** Removes what was made of an image; whoever asks for it again has it made anew. */
  async removeAll(original: Original, signal: AbortSignal): Promise<void> {
    for (const { name } of renditionsOf(original)) {
      signal.throwIfAborted()
      await this.storage.remove(keyOf(original, name))
    }
  }

  // Whoever wants what is being made waits for that.
  private make(key: Hash, original: Original, rendition: ImageRendition): Promise<Buffer> {
    const known = this.underWay.get(key)
    if (known) return known
    const making = this.work
      .run(() => this.makeNow(key, original, rendition))
      .finally(() => this.underWay.delete(key))
    this.underWay.set(key, making)
    return making
  }

  private async makeNow(key: Hash, original: Original, rendition: ImageRendition): Promise<Buffer> {
    const content = await this.storage.open(original.sha256)
    if (!content) throw new Error(`The original ${original.sha256} is not in the storage`)
    const made = await render(content, original, rendition)
    await this.storage.put(key, made)
    return made
  }
}
