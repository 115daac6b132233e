// Text in these is no markup.
const verbatim = new Set(['script', 'style', 'noscript', 'template', 'title'])
const inHead = new Set(['html', 'head', 'meta', 'link', 'base', ...verbatim])

/**
 * What the meta tags of a name say in the head of a page, or of the beginning of one. The body does not count:
 * readers write into it. In one pass, whatever the page is.
 */
export async function metaContents(page: string, wanted: string): Promise<string[]> {
  // With the first page that is looked at: every command would wait for it.
  const { Tokenizer, TokenizerMode } = await import('parse5')
  const found: string[] = []
  let within: string | undefined
  const ignored = () => undefined
  const tokenizer = new Tokenizer(
    {},
    {
      onStartTag({ tagName, attrs }) {
        if (within !== undefined) return
        if (!inHead.has(tagName)) return tokenizer.pause()
        const said = new Map(attrs.map(({ name, value }) => [name, value]))
        if (tagName === 'meta' && said.get('name')?.toLowerCase() === wanted)
          found.push(said.get('content') ?? '')
        if (!verbatim.has(tagName)) return
        within = tagName
        tokenizer.state =
          tagName === 'script'
            ? TokenizerMode.SCRIPT_DATA
            : tagName === 'title'
              ? TokenizerMode.RCDATA
              : TokenizerMode.RAWTEXT
      },
      onEndTag({ tagName }) {
        if (tagName === within) within = undefined
        else if (tagName === 'head' && within === undefined) tokenizer.pause()
      },
      onComment: ignored,
      onDoctype: ignored,
      onEof: ignored,
      onCharacter: ignored,
      onNullCharacter: ignored,
      onWhitespaceCharacter: ignored,
    },
  )
  tokenizer.write(page, true)
  return found
}
