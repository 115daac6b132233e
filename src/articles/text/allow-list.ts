/** What may stand inside a block; everything else is unwrapped or dropped. */
export const inlineNames = new Set('a em strong i b sub sup s code cite q abbr'.split(' '))

/** Elements that end the paragraph before them and leave no trace of their own. */
export const unwrappedBlocks = new Set(
  (
    'address article aside body caption center dd details dialog dir div dl dt fieldset footer header hgroup hr ' +
    'html legend main menu nav pre search section summary table tbody tfoot thead tr'
  ).split(' '),
)

/** Table cells, which share their row's paragraph but must not run together. */
export const cells = new Set(['td', 'th'])

/** Elements that go together with everything in them. */
export const droppedNames = new Set(
  (
    'applet area audio base button canvas datalist form frame frameset head input link map meta meter noembed ' +
    'noframes noscript object optgroup option output param progress script select source style template textarea ' +
    'title track video xmp'
  ).split(' '),
)

/** The quotes that social networks hand out; their scripts would turn them into widgets. */
export const embedQuoteClasses = new Set([
  'twitter-tweet',
  'twitter-video',
  'instagram-media',
  'tiktok-embed',
  'bluesky-embed',
  'text-post-media',
])

/** Figures that hold an embed: WordPress's and our own. */
export const embedFigureClasses = new Set(['wire-embed', 'wp-block-embed'])

export const headingLevels = new Map([
  ['h1', 2],
  ['h2', 2],
  ['h3', 3],
  ['h4', 4],
  ['h5', 4],
  ['h6', 4],
])

const linkSchemes = new Set(['https:', 'http:', 'mailto:'])
const imageSchemes = new Set(['https:', 'http:'])
const frameSchemes = new Set(['https:'])

/** The absolute URL for a link in WHATWG normal form, or undefined where it may not be followed. */
export function linkUrl(value: string): string | undefined {
  return allowedUrl(value, linkSchemes)
}

export function imageUrl(value: string): string | undefined {
  return allowedUrl(value, imageSchemes)
}

export function frameUrl(value: string): string | undefined {
  return allowedUrl(value, frameSchemes)
}

function allowedUrl(value: string, schemes: ReadonlySet<string>): string | undefined {
  // A relative address would point into the site of whoever republishes the story.
  const url = URL.parse(value.startsWith('//') ? `https:${value}` : value)
  return url && schemes.has(url.protocol) ? url.href : undefined
}
