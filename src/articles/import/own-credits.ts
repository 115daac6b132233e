import type { Newswire } from '../newswire.ts'
import { wordsOf } from '../search/words.ts'

// What one of these sent is not the newswire's to pass on, whoever else is named beside it.
const agencies = [
  ...[
    'AFP',
    'Agence France-Presse',
    'Alamy',
    'ANP',
    'AP',
    'Associated Press',
    'Bloomberg',
    'CNP',
    'dpa',
    'EFE',
  ],
  ...['EPA', 'Getty', 'GettyImages', 'Imago', 'iStock', 'Newscom', 'NurPhoto', 'PA Media', 'Reuters'],
  ...['Shutterstock', 'Sipa', 'TASS', 'UPI', 'Xinhua', 'Zuma'],
].map(phraseOf)

/** Whether a credit is the newswire's own: in whole words it names it, or what it has listed, and no agency. */
export function isOwnCredit(
  credit: string | null,
  { name, shortName, ownCredits }: Pick<Newswire, 'name' | 'shortName' | 'ownCredits'>,
): boolean {
  const phrase = phraseOf(credit ?? '')
  const own = [name, shortName, ...ownCredits].map(phraseOf).filter((one) => one.trim() !== '')
  return own.some((one) => phrase.includes(one)) && !namesAgency(credit)
}

export function namesAgency(text: string | null): boolean {
  const phrase = phraseOf(text ?? '')
  return agencies.some((one) => phrase.includes(one))
}

// Between spaces, so that no word is found inside of another one.
function phraseOf(text: string): string {
  return ` ${wordsOf(text).join(' ')} `
}
