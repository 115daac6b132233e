import { z } from 'zod'
import { minuteOf } from '../platform/clock.ts'
import { mailKind } from '../platform/mail/kinds.ts'
import { facts, link, list, type Part, paragraph, quote } from '../platform/mail/letter.ts'
import { tokenPlace } from '../platform/mail/tokens.ts'

const maxHeadline = 140
const whySent = 'You get this because you were served the text, whether or not you published it.'

const noticeShape = z.strictObject({
  id: z.string(),
  headline: z.string(),
  byline: z.string(),
  /** The advisory, or what a correction says. */
  note: z.string(),
  at: z.number(),
  /** Our own page of the story; absent of mails that were queued by an earlier release. */
  canonicalUrl: z.string().nullish(),
  phone: z.string().nullable(),
  email: z.string(),
  /** How often its recipient was told before and has not answered. */
  reminder: z.int().optional(),
  /** Where the story was found in spite of that. */
  stillUp: z.array(z.string()).optional(),
})

export type Notice = z.infer<typeof noticeShape>

/** What the link in these mails is for: answering without signing in. */
export const answerToken = 'acknowledgement'

/** Nobody can do without: whoever has the story must take it down. */
export const killMail = {
  ...mailKind<Notice>({
    kind: 'article.killed',
    about: 'kills',
    lane: 'urgent',
    canBeSwitchedOff: false,
    data: noticeShape,
    letter: (notice, { publicUrl }) => ({
      subject: `${reminded(notice)}KILL: ${short(notice.headline)}`,
      parts: [
        ...reminding(notice),
        paragraph(
          'Take this story down now, wherever you published it: web, apps, newsletters, print, broadcast and social media. It is killed and does not come back.',
        ),
        quote(notice.note),
        answerLink('Tell us that it is down, or that you never used it', publicUrl),
        storyFacts(notice, 'Killed'),
        deskFacts(notice),
        paragraph(whySent),
      ],
    }),
  }),
  tokenFor: answerToken,
}

export const withdrawalMail = {
  ...mailKind<Notice>({
    kind: 'article.withdrawn',
    about: 'withdrawals',
    lane: 'default',
    canBeSwitchedOff: true,
    data: noticeShape,
    letter: (notice, { publicUrl }) => ({
      subject: `${reminded(notice)}Withdrawn: ${short(notice.headline)}`,
      parts: [
        ...reminding(notice),
        paragraph('Do not publish this story from now on.'),
        quote(notice.note),
        answerLink('Tell us what you did, or that you never used it', publicUrl),
        storyFacts(notice, 'Withdrawn'),
        deskFacts(notice),
        paragraph(whySent),
      ],
    }),
  }),
  tokenFor: answerToken,
}

export const correctionMail = {
  ...mailKind<Notice>({
    kind: 'article.corrected',
    about: 'corrections',
    lane: 'default',
    canBeSwitchedOff: true,
    data: noticeShape,
    letter: (notice, { publicUrl }) => ({
      subject: `${reminded(notice)}Correction: ${short(notice.headline)}`,
      parts: [
        ...reminding(notice),
        paragraph(
          'This story was corrected. If you published it, please replace it with the text as it is now.',
        ),
        quote(notice.note),
        ...storyNow(notice),
        answerLink('Tell us that you corrected it, or that you never used it', publicUrl),
        storyFacts(notice, 'Corrected'),
        deskFacts(notice),
      ],
    }),
  }),
  tokenFor: answerToken,
}

/** The text stays; what of it is not ours to give must go. */
export const imageMail = mailKind<Notice>({
  kind: 'article.image-withheld',
  about: 'images that must come down',
  lane: 'default',
  canBeSwitchedOff: true,
  data: noticeShape,
  letter: (notice) => ({
    subject: `Take down an image: ${short(notice.headline)}`,
    parts: [
      paragraph('If you published this story with the image, please take the image down. The text can stay.'),
      quote(notice.note),
      ...storyNow(notice),
      storyFacts(notice, 'Withheld'),
      deskFacts(notice),
    ],
  }),
})

const digestShape = z.strictObject({
  corrections: z.array(
    z.strictObject({
      id: z.string(),
      headline: z.string(),
      note: z.string(),
      /** Its entry in the change log; absent of mails that were queued by an earlier release. */
      seq: z.int().optional(),
    }),
  ),
})

/** For those who take stories by the feed: most of them they never print. */
export const digestMail = {
  ...mailKind<z.infer<typeof digestShape>>({
    kind: 'article.corrections',
    about: 'the corrections of a day',
    lane: 'default',
    canBeSwitchedOff: true,
    data: digestShape,
    letter: ({ corrections }, { publicUrl }) => ({
      subject: corrections.length === 1 ? 'One correction' : `${corrections.length} corrections`,
      parts: [
        paragraph(
          'Since yesterday these stories, which you were served with others, were corrected or lost an image. If you published one, please replace it with the story as it is now.',
        ),
        list(corrections.map(({ headline, note }) => `${short(headline)}: ${note}`)),
        link(
          'Tell us which of them you corrected, or that you never used one (no sign-in needed)',
          `${publicUrl}/corrections/${tokenPlace}`,
        ),
        link('For whoever looks after your system: how to get them as they happen', `${publicUrl}/docs`),
      ],
    }),
  }),
  tokenFor: 'corrections',
}

export const mails = [killMail, withdrawalMail, correctionMail, imageMail, digestMail]

function reminded({ reminder }: Notice): string {
  return reminder ? 'Not answered yet: ' : ''
}

function reminding({ reminder, at, stillUp = [] }: Notice): Part[] {
  if (!reminder) return []
  const asked = paragraph(`We wrote of this on ${minuteOf(at)}, and have no answer of yours.`)
  return stillUp.length > 0 ? [asked, paragraph('It seems to be up still, here:'), list(stillUp)] : [asked]
}

// The token is filled in when the mail is sent.
function answerLink(text: string, publicUrl: string): Part {
  return link(`${text} (no sign-in needed)`, `${publicUrl}/acknowledgements/${tokenPlace}`)
}

function storyFacts({ headline, byline, id, at, canonicalUrl }: Notice, verb: string): Part {
  return facts(
    ...([
      ['Story', headline],
      ['Byline', byline],
      [verb, minuteOf(at)],
    ] as const),
    ...(canonicalUrl ? [['Our own page', canonicalUrl] as const] : []),
    ['Story id', id],
  )
}

/** Where the story is read as it is now. */
function storyNow({ canonicalUrl }: Notice): Part[] {
  return canonicalUrl
    ? [link('The story as it is now', canonicalUrl)]
    : [paragraph('Your system gets the story as it is now when it fetches it again.')]
}

function deskFacts({ phone, email }: Notice): Part {
  return facts(...(phone === null ? [] : [['Our desk by phone', phone] as const]), [
    'Our desk by mail',
    email,
  ])
}

function short(headline: string): string {
  return headline.length > maxHeadline ? `${headline.slice(0, maxHeadline).toWellFormed()}…` : headline
}
