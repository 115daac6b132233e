import { type Id, isId } from '../ids.ts'

const maxDetail = 300
const messageId = /<(mai_[0-9a-z]{26})@[^<>\s]{1,253}>/g

/** What a report says became of a mail. */
export interface BounceReport {
  mailId: Id<'mai'>
  /** Only `failed` is the end: a server that says `delayed` goes on trying. */
  action: string
  /** Such as `5.1.1 unknown user`. */
  detail: string
}

/** Reads a delivery status notification (RFC 3464). Undefined where it is none, or about no mail of ours. */
export function readBounce(text: string): BounceReport | undefined {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n[ \t]+/g, ' ')
  if (!/^content-type: *message\/(global-)?delivery-status/im.test(lines)) return undefined

  const field = (name: string) => new RegExp(`^${name}: *(.+)$`, 'im').exec(lines)?.[1]?.trim()
  // The mail itself, or its headers, are the last part; what the notice answers to stands above.
  const [mailId] = [...lines.matchAll(messageId)].map(([, id = '']) => id).reverse()
  const action = field('action')?.toLowerCase()
  if (!mailId || !isId('mai', mailId) || !action) return undefined

  const diagnosis = field('diagnostic-code')?.replace(/^[\w-]+; */, '')
  const detail = [field('status'), diagnosis].filter(Boolean).join(' ')
  return { mailId, action, detail: detail.slice(0, maxDetail).toWellFormed() }
}
