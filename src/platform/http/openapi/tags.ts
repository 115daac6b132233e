/** The headings of the API description, in its order. */
export const tags = {
  Articles: 'What partners fetch: stories with the logo, byline and affiliation to print with them.',
  Feeds:
    'The newest stories with their whole text, as RSS, Atom or JSON Feed, for software that reads feeds.',
  Changes: 'The ordered log of publications, corrections, withdrawals and kills, followed by cursor.',
  Webhooks: 'Changes brought to an address of yours the moment they happen, as Standard Webhooks 1.0 has it.',
  Sandbox:
    'What test keys (`wc_test_…`) make happen, to try kills, corrections, embargoes and limits before it is real.',
  Licensing: 'The terms, the grants that a partner holds under them, and what it fetched.',
  Partner: 'What a partner sees of itself, whatever its status.',
  Media: 'The images of articles, in several sizes.',
  Brand: 'The logo files that attributions link to.',
  Service: 'Whether the service works, what it counts, and this description of it.',
  Applications: 'Becoming a partner, before there is a key.',
  'Staff: articles': 'Writing, publishing, correcting and withdrawing stories.',
  'Staff: newsroom': 'Reporters, desks, images and the newswire itself.',
  'Staff: importing': 'Stories from other systems, and what of them waits for the desk.',
  'Staff: partners': 'Registering publishers, deciding on them, and their keys.',
  'Staff: mail': 'What was mailed to whom, and what became of it.',
  'Staff: reports': 'Who took what: usage by day, stories by license, partners by activity.',
  'Staff: applications': 'Who wants to become a partner, and what became of it.',
  'Staff: vetting': 'What is looked into before a publisher is approved, and afterwards.',
  'Staff: terms': 'The license terms in numbered versions, and what a new one changes.',
  'Staff: operation': 'What the service still has to do, and what it could not do.',
  Pages: 'What people read in a browser, and what the addresses in our answers lead to.',
} as const

export type Tag = keyof typeof tags
