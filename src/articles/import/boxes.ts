import { isVisible } from '../text/characters.ts'
import { attribute, type SourceElement } from '../text/source.ts'
import { elementsIn, type Holder, remove, textOf } from './blocks.ts'

const maxBoxText = 800
const maxBoxLine = 300

const boxNames = new Set('aside div figure form section ul'.split(' '))
const boxWords = new Set(
  (
    'addthis addtoany donate donation mailchimp mailpoet mc4wp newsletter optin sharedaddy sharethis signup ' +
    'subscribe subscription yarpp'
  ).split(' '),
)
const boxClass =
  /(?:^|\s)(?:jp-relatedposts|mc_embed_signup|related-posts|share-buttons|social-share)(?:\s|$)/

const network =
  '(?:twitter|x|facebook|instagram|truth social|truth|gettr|parler|youtube|rumble|tiktok|threads|telegram|bluesky|linkedin)'
const boxBegins =
  /^[^\p{L}]{0,20}(?:please|follow|like|find|click|to sign|to sub|sign|subs|join|get|don|make a|chip|contr|help|supp|fund|the post) ?/iu
const boxLines = [
  // Follow Jane Doe on Twitter and Facebook
  new RegExp(
    `^(?:please )?(?:follow|like|find) \\S+(?: \\S+){0,5} (?:on|at) ${network}(?:(?: and| or)?(?: on)? ${network})*$`,
  ),
  // Sign up for our newsletter; get the day's news in your inbox
  /^(?:click here to |please |to )?(?:sign up|subscribe|join)\b.* (?:newsletters?|inbox|mailing list|e ?mail (?:list|updates|alerts)|daily (?:email|briefing))(?: (?:today|now|here|for free))?$/,
  /^get .*\b(?:delivered|sent)\b.* (?:to|in) your inbox(?: (?:today|now|daily|every (?:day|morning|week)))?$/,
  // Please donate; support our journalism
  /^(?:click here to |please |please consider )?(?:donate|donating|make a (?:tax deductible )?donation|chip in|contribute)(?: (?:today|now|here|to (?:us|the daily caller news foundation|dcnf|our (?:work|journalism|reporting|newsroom))|to support our (?:work|journalism|reporting)))*$/,
  /^(?:please |help |help us |click here to |please consider )?(?:support|fund) (?:us|our (?:work|journalism|reporting|newsroom)|independent journalism|the daily caller news foundation)\b.*$/,
  /^the post .+ (?:appeared first on|first appeared on) .+$/,
]

/** Takes out what a site's plugins put into the story, known by its class. Returns how many there were. */
export function takeBoxes(story: Holder): number {
  let boxes = 0
  for (const element of elementsIn(story)) {
    if (!boxNames.has(element.tagName) || !isBox(element)) continue
    if (isVisible(textOf(element))) boxes += 1
    remove(element)
  }
  return boxes
}

// A wrapper around the whole story may have such a class too, for what is in it somewhere.
function isBox(element: SourceElement): boolean {
  const names = `${attribute(element, 'class')} ${attribute(element, 'id')}`.trim().toLowerCase()
  if (names === '') return false
  const named = boxClass.test(names) || names.split(/[\s_-]+/).some((word) => boxWords.has(word))
  return named && textOf(element).length <= maxBoxText
}

/** Whether a line only asks to follow, subscribe or donate, or says which site it comes from. */
export function isBoxLine(line: string): boolean {
  if (line.length > maxBoxLine || !boxBegins.test(line)) return false
  const words = line
    .toLowerCase()
    .replace(/[^\p{L}\p{N}@]+/gu, ' ')
    .trim()
  return boxLines.some((pattern) => pattern.test(words))
}
