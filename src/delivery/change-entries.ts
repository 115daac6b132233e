import { type ChangeRow, changesNumbered, type LoggedChange } from '../articles/changes.ts'
import type { Newswire } from '../articles/newswire.ts'
import { attributionOf } from '../licensing/attribution.ts'
import { licenseUrl } from '../licensing/links.ts'
import { toRfc3339 } from '../platform/clock.ts'
import type { Change } from './change-schema.ts'
import type { ChangeFeed } from './changes.ts'
import { pubStatusOf } from './formats/json.ts'
import { type Entry, type Piece, pieceOf } from './pieces.ts'

/** A change as it is sent. */
export interface ChangeEntry {
  cursor: string
  piece: Piece
  /** The story that it carries, as JSON; null where there is none, undefined where none was asked for. */
  document?: { bytes: Buffer } | null | undefined
}

/** The JSON of a change. What depends on who asks, such as the cursor, is no part of what is built once. */
export function changeBytes({ cursor, piece, document }: ChangeEntry): Buffer[] {
  const opening = Buffer.from(`{"cursor":"${cursor}",`)
  if (document === undefined) return [opening, piece.bytes.subarray(1)]
  return [opening, piece.bytes.subarray(1, -1), ...documentBytes(document), closing]
}

/** What stands before the end of a change that may carry a story. */
export function documentBytes(document: ChangeEntry['document']): Buffer[] {
  return [documentMember, document?.bytes ?? none]
}

const documentMember = Buffer.from(',"document":')
const none = Buffer.from('null')
const closing = Buffer.from('}')

/** What changes are written with. */
export type ChangeWriting = Pick<ChangeFeed, 'database' | 'pieces' | 'publicUrl' | 'links'>

/** Entries of the log as partners read them, but for the cursor; what was written once is kept. */
export async function changeEntries<Row extends LoggedChange>(
  feed: ChangeWriting,
  newswire: Newswire,
  epoch: string,
  rows: Row[],
): Promise<Entry<Row>[]> {
  const { database, pieces } = feed
  const keyOf = ({ seq, status, embargoedUntil }: LoggedChange) =>
    `${epoch} ${seq} ${status} ${embargoedUntil} ${newswire.attributionVersion}`
  return pieces.entries(rows, keyOf, async (missing) => {
    const told = await changesNumbered(
      database.read,
      missing.map(({ seq }) => seq),
    )
    return (logged) => {
      const row = told.get(logged.seq)
      return row && pieceOf(changeJson(feed, newswire, row, logged), row.revision)
    }
  })
}

function changeJson(
  delivery: ChangeWriting,
  newswire: Newswire,
  { change, revision }: ChangeRow,
  { status, embargoedUntil }: LoggedChange,
): Omit<Change, 'cursor'> {
  const isOver = status === 'killed' || status === 'withdrawn'
  return {
    type: change.type,
    at: toRfc3339(change.at),
    article: status && revision ? subjectJson(delivery, newswire, status, revision) : null,
    // Of what was taken back there is nothing to publish later.
    ...(embargoedUntil === null || isOver ? {} : { embargoedUntil: toRfc3339(embargoedUntil) }),
    ...(change.type === 'license.terms-changed' ? licenseIn(change, delivery.publicUrl) : {}),
    note: change.note,
    ...(stopping.has(change.type) ? advisoryIn(change, newswire) : {}),
  }
}

function subjectJson(
  { publicUrl, links }: ChangeWriting,
  newswire: Newswire,
  status: NonNullable<LoggedChange['status']>,
  revision: NonNullable<ChangeRow['revision']>,
): NonNullable<Change['article']> {
  return {
    id: revision.articleId,
    revision: revision.number,
    pubStatus: pubStatusOf(status),
    headline: revision.headline,
    byline: revision.byline,
    ...links.article(revision.articleId),
    attribution: attributionOf(newswire, revision, publicUrl),
  }
}

// Entries from before versions were told speak of the first one.
function licenseIn({ revision }: ChangeRow['change'], publicUrl: string) {
  const version = revision ?? 1
  return { license: { version, href: licenseUrl(publicUrl, version) } }
}

const stopping = new Set<Change['type']>(['article.withdrawn', 'article.killed'])

function advisoryIn({ note }: ChangeRow['change'], { deskMail, licensingContact, deskPhone }: Newswire) {
  return { advisory: note ?? '', contact: { email: deskMail ?? licensingContact, phone: deskPhone } }
}
