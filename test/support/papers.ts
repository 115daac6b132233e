let made = 0

/** A PDF with one empty page, like no other unless it says the same. */
export function aPdf(says?: string): Buffer {
  made += 1
  return Buffer.from(
    [
      '%PDF-1.4',
      '1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj',
      '2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj',
      '3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 612 792]>> endobj',
      `% ${says ?? `paper ${made}`}`,
      'trailer <</Root 1 0 R>>',
      '%%EOF\n',
    ].join('\n'),
  )
}
