import type { Chance } from './chance.ts'

type Words = readonly [string, ...string[]]

// The frequent ones first: chance prefers them.
const vocabulary = split(
  'the of to in and said for that on with was by would officials from its has not after is will be have been new who state they more one federal against last over were about federal this plan year when house law could under first court two group public companies percent report percent city school president people million senate vote governor told tax judge agency former oil between energy budget police climate election prices workers families across border security case bill lawmakers students trade military department data council program member market economy office rules statement county billion measure policy costs rate safety campaign national lawsuit attorney spokesman decision major leaders including administration according announced released administration investigation amendment committee approved rejected filed warned proposed expected reviewed signed blocked regulators hospital university pipeline refinery tariffs semiconductor harvest drought turbine reactor broadband satellite railroad vaccine pension mortgage inflation ballot recount subpoena testimony indictment verdict appeal precinct referendum treasurer comptroller alderman',
)
const names = split(
  'Ohio Texas Geneva Kyiv Denver Manila Lagos Tulsa Boston Nevada Warsaw Tampa Oslo Fresno Seoul',
)
const verbs = split(
  'Approves Rejects Reviews Blocks Delays Signs Weighs Expands Cuts Defends Challenges Probes',
)
const syllables = split('bar den fel gor han kel lin mor nes pol ras sten tor vin wick zan ber dal mar son')
const sentenceWords = 17
const rarely = 60

/** A sentence of about seventeen words, with a name or number in it now and then. */
export function sentence(chance: Chance): string {
  const words = Math.max(5, chance.near(sentenceWords))
  let text = capital(chance.pickEarly(vocabulary))
  for (let word = 1; word < words; word += 1) text += ` ${wordOf(chance)}`
  return `${text}.`
}

/** A headline in title case. */
export function headlineOf(chance: Chance): string {
  const rest = Array.from({ length: 3 + chance.below(4) }, () => capital(chance.pick(vocabulary)))
  return [chance.pick(names), verbs[chance.below(verbs.length)] ?? verbs[0], ...rest].join(' ')
}

export function placeOf(chance: Chance): string {
  return chance.pick(names).toUpperCase()
}

/** A sentence that somebody said; there are thousands of names, so that there is something rare to search for. */
export function statement(chance: Chance): string {
  return `${sentence(chance).slice(0, -1)}, ${surname(chance)} said.`
}

function wordOf(chance: Chance): string {
  if (!chance.onceIn(rarely)) return chance.pickEarly(vocabulary)
  return chance.onceIn(2) ? String(2 + chance.below(9_000)) : chance.pick(names)
}

function surname(chance: Chance): string {
  return capital([1, 2, 3].map(() => chance.pick(syllables)).join(''))
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

function split(text: string): Words {
  const [first = '', ...others] = text.split(' ')
  return [first, ...others]
}
