import type { ComponentChildren } from 'preact'

/** Text whose `code` stands between backticks. */
export function Phrase({ text }: { text: string }) {
  const [first, ...rest] = text.split('`')
  return [first, ...rest.map((part, index) => (index % 2 === 0 ? <code key={index}>{part}</code> : part))]
}

/** Something to copy into a terminal or an editor. */
export function Sample({ text }: { text: string }) {
  return (
    <pre>
      <code>{text}</code>
    </pre>
  )
}

interface OpeningProps {
  kicker: string
  title: string
  /** What the page is about, in a sentence. */
  children?: ComponentChildren
}

/** How a page begins. */
export function Opening({ kicker, title, children }: OpeningProps) {
  return (
    <div class="opening">
      <p class="kicker">{kicker}</p>
      <h1>{title}</h1>
      {children && <p class="lede">{children}</p>}
    </div>
  )
}

/** A part of a page, its heading beside it where there is room. */
export function Section({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section>
      <h2>{title}</h2>
      <div>{children}</div>
    </section>
  )
}
