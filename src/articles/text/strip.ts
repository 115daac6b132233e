import type { SafeHtml } from './html.ts'

const block = /<\/?(?:p|h[1-6]|blockquote|ul|ol|li|figure|figcaption|img|br)\b[^>]*>/g
const tag = /<[^>]*>/g

/** The plain text of a stored body, a line per block. Quick, since it need not expect anybody's HTML. */
export function stripped(html: SafeHtml): string {
  return html
    .replace(block, '\n')
    .replace(tag, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/\n+/g, '\n')
    .trim()
}
