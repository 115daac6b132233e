import { z } from 'zod'
import { minuteOf } from '../platform/clock.ts'
import { mailKind } from '../platform/mail/kinds.ts'
import { facts, link, list, type Part, paragraph, quote } from '../platform/mail/letter.ts'

const maxHeadline = 140

const noticeShape = z.strictObject({
  id: z.string(),
  headline: z.string(),
  byline: z.string(),
  /** The advisory, or what a correction says. */
  note: z.string(),
  at: z.number(),
  phone: z.string().nullable(),
  email: z.string(),
})

export type Notice = z.infer<typeof noticeShape>

/** Nobody can do without: whoever has the story must take it down. */
export const killMail = mailKind<Notice>({
  kind: 'article.killed',
  about: 'kills',
  lane: 'urgent',
  canBeSwitchedOff: false,
  data: noticeShape,
  letter: (notice, { publicUrl }) => ({
    subject: `KILL: ${short(notice.headline)}`,
    parts: [
      paragraph(
        'Take this story down now, wherever you published it: web, apps, newsletters, print, broadcast and social media. It is killed and does not come back.',
      ),
      quote(notice.note),
      ...storyFacts(notice, 'Killed', publicUrl),
      deskFacts(notice),
      paragraph('You get this because you were served the text, whether or not you published it.'),
    ],
  }),
})

export const withdrawalMail = mailKind<Notice>({
  kind: 'article.withdrawn',
  about: 'withdrawals',
  lane: 'default',
  canBeSwitchedOff: true,
  data: noticeShape,
  letter: (notice, { publicUrl }) => ({
    subject: `Withdrawn: ${short(notice.headline)}`,
    parts: [
      paragraph('Do not publish this story from now on.'),
      quote(notice.note),
      ...storyFacts(notice, 'Withdrawn', publicUrl),
      deskFacts(notice),
      paragraph('You get this because you were served the text, whether or not you published it.'),
    ],
  }),
})

export const correctionMail = mailKind<Notice>({
  kind: 'article.corrected',
  about: 'corrections',
  lane: 'default',
  canBeSwitchedOff: true,
  data: noticeShape,
  letter: (notice, { publicUrl }) => ({
    subject: `Correction: ${short(notice.headline)}`,
    parts: [
      paragraph(
        'This story was corrected. If you published it, please replace it with the text as it is now.',
      ),
      quote(notice.note),
      ...storyFacts(notice, 'Corrected', publicUrl),
      paragraph(`The text as it is now: GET ${publicUrl}/v1/articles/${notice.id}`),
      deskFacts(notice),
    ],
  }),
})

/** The text stays; what of it is not ours to give must go. */
export const imageMail = mailKind<Notice>({
  kind: 'article.image-withheld',
  about: 'images that must come down',
  lane: 'default',
  canBeSwitchedOff: true,
  data: noticeShape,
  letter: (notice, { publicUrl }) => ({
    subject: `Take down an image: ${short(notice.headline)}`,
    parts: [
      paragraph('If you published this story with the image, please take the image down. The text can stay.'),
      quote(notice.note),
      ...storyFacts(notice, 'Withheld', publicUrl),
      paragraph(`The story as it is now: GET ${publicUrl}/v1/articles/${notice.id}`),
      deskFacts(notice),
    ],
  }),
})

const digestShape = z.strictObject({
  corrections: z.array(z.strictObject({ id: z.string(), headline: z.string(), note: z.string() })),
})

/** For those who take stories by the feed: most of them they never print. */
export const digestMail = mailKind<z.infer<typeof digestShape>>({
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
      link('All changes, as they happen', `${publicUrl}/docs`),
    ],
  }),
})

export const mails = [killMail, withdrawalMail, correctionMail, imageMail, digestMail]

function storyFacts({ headline, byline, id, at }: Notice, verb: string, publicUrl: string): Part[] {
  return [
    facts(['Story', headline], ['Byline', byline], [verb, minuteOf(at)], ['Id', id]),
    link('What this id names', `${publicUrl}/id/articles/${id}`),
  ]
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
