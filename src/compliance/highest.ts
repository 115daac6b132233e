const spare = 4

/**
 * The rows that stand highest, and how many there were. However many there are, no more than four times as many
 * as asked for are held at once.
 */
export async function highest<Row>(
  rows: AsyncIterable<Row>,
  limit: number,
  compare: (a: Row, b: Row) => number,
): Promise<{ total: number; best: Row[] }> {
  let best: Row[] = []
  let total = 0
  for await (const row of rows) {
    total += 1
    best.push(row)
    if (best.length >= spare * limit) best = best.sort(compare).slice(0, limit)
  }
  return { total, best: best.sort(compare).slice(0, limit) }
}
