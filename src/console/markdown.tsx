import { lexer, type Token } from 'marked'
import { linkUrl } from '../articles/text/allow-list.ts'

/** Headings of the text stand below the one of the section that it is in. */
const headings = ['h3', 'h4', 'h5'] as const
const plain = {
  paragraph: 'p',
  blockquote: 'blockquote',
  list_item: 'li',
  strong: 'strong',
  em: 'em',
} as const

/** Markdown as elements: whatever has none here, HTML and pictures among it, is shown as it was written. */
export function Markdown({ text }: { text: string }) {
  return <Tokens tokens={lexer(text, { gfm: false })} />
}

function Tokens({ tokens = [] }: { tokens: readonly Token[] | undefined }) {
  return tokens.map((token, index) => <Element key={index} token={token} />)
}

function Element({ token }: { token: Token }) {
  switch (token.type) {
    case 'paragraph':
    case 'blockquote':
    case 'list_item':
    case 'strong':
    case 'em': {
      const Plain = plain[token.type]
      return (
        <Plain>
          <Tokens tokens={token.tokens} />
        </Plain>
      )
    }
    case 'heading': {
      const Heading = headings[token.depth - 1] ?? 'h6'
      return (
        <Heading>
          <Tokens tokens={token.tokens} />
        </Heading>
      )
    }
    case 'list':
      return <List ordered={token.ordered} start={Number(token.start) || 1} items={token.items} />
    case 'link':
      return <Link href={String(token.href)} tokens={token.tokens} />
    default:
      return <Leaf token={token} />
  }
}

function Leaf({ token }: { token: Token }) {
  switch (token.type) {
    case 'space':
    case 'def':
      return null
    case 'br':
      return <br />
    case 'hr':
      return <hr />
    case 'code':
      return (
        <pre>
          <code>{token.text}</code>
        </pre>
      )
    case 'codespan':
      return <code>{token.text}</code>
    case 'escape':
      return token.text
    case 'text':
      return token.tokens ? <Tokens tokens={token.tokens} /> : token.text
    case 'html':
      return token.block ? <p>{token.raw}</p> : token.raw
    default:
      return token.raw
  }
}

function List({ ordered, start, items }: { ordered: boolean; start: number; items: Token[] }) {
  const entries = <Tokens tokens={items} />
  return ordered ? <ol start={start}>{entries}</ol> : <ul>{entries}</ul>
}

function Link({ href, tokens }: { href: string; tokens: Token[] | undefined }) {
  const safe = linkUrl(href)
  const text = <Tokens tokens={tokens} />
  return safe ? <a href={safe}>{text}</a> : text
}
