import type { Content } from '../../articles/content.ts'
import { type ContentInput, prepareContent } from '../../articles/schema.ts'

const madeUp =
  '<p>This story was made up. It is here so that you can try how your system takes it, and is never to be published.</p>'

const written = {
  plain: {
    headline: 'Sandbox: a bridge opens in a town that does not exist',
    summary: 'A made-up story as most are: published once, and nothing happened to it since.',
    section: 'Sandbox',
    tags: ['sandbox'],
    bodyHtml: `${madeUp}<p>The bridge is 120 meters long. Nobody has crossed it.</p>`,
  },
  corrected: {
    headline: 'Sandbox: a council that does not exist counts its members',
    summary: 'A made-up story that was wrong: its second revision says what.',
    section: 'Sandbox',
    tags: ['sandbox'],
    bodyHtml: `${madeUp}<p>The council has eleven members.</p>`,
  },
  withdrawn: {
    headline: 'Sandbox: a forecast for weather that does not exist',
    summary: 'A made-up story that was withdrawn.',
    bodyHtml: `${madeUp}<p>It will rain, or it will not.</p>`,
  },
  killed: {
    headline: 'Sandbox: a story that must come down everywhere',
    summary: 'A made-up story that was killed: whoever shows it takes it down.',
    bodyHtml: `${madeUp}<p>If a reader can still see this line, your system has not followed the kill.</p>`,
  },
  embargoed: {
    headline: 'Sandbox: a report that is under embargo for two minutes',
    summary: 'A made-up story that does not exist for you until its embargo lifts.',
    section: 'Sandbox',
    tags: ['sandbox'],
    bodyHtml: `${madeUp}<p>You can read this because two minutes have passed.</p>`,
  },
} satisfies Record<string, ContentInput>

export type MadeUp = keyof typeof written
export type Texts = Record<MadeUp, Content>

export const correction = {
  note: 'The council has twelve members, not eleven.',
  bodyHtml: `${madeUp}<p>The council has twelve members.</p>`,
}

/** The stories of a sandbox, ready to be published. */
export async function prepareTexts(): Promise<Texts & { mended: Content }> {
  const { plain, corrected, withdrawn, killed, embargoed } = written
  return {
    plain: await prepareContent(plain),
    corrected: await prepareContent(corrected),
    withdrawn: await prepareContent(withdrawn),
    killed: await prepareContent(killed),
    embargoed: await prepareContent(embargoed),
    mended: await prepareContent({ ...corrected, bodyHtml: correction.bodyHtml }),
  }
}
