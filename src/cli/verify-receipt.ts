import type { Command } from 'commander'
import { type Claims, readReceipt } from '../licensing/proof/receipt.ts'
import { verb } from './commands.ts'
import { keySetOption, readKeySet, readText } from './key-set.ts'
import { Finding } from './refusal.ts'
import { facts } from './table.ts'
import { answer, type Terminal } from './terminal.ts'

/** `wirecopy verify-receipt`: whether the newswire signed a receipt; needs no database. */
export function verifyReceiptCommand(program: Command, terminal: Terminal): void {
  verb(
    program,
    'verify-receipt',
    'verify the receipt of a license without asking the server',
    'wirecopy verify-receipt receipt.txt --jwks jwks.json',
  )
    .argument('<file>', 'the file that holds the receipt')
    .option(...keySetOption)
    .action(async (file: string, { json, jwks }: { json?: boolean; jwks?: string }) => {
      const receipt = (await readText(file)).trim()
      const read = await readReceipt(receipt, await readKeySet(jwks, terminal))
      const fault = `${file} holds no receipt that one of these keys has signed.`
      if (!read) {
        if (json) answer(terminal, json, { valid: false }, fault)
        throw new Finding(fault)
      }
      answer(
        terminal,
        json,
        { valid: true, kid: read.kid, ...read.claims },
        receiptPage(read.claims, read.kid),
      )
    })
}

function receiptPage(
  { iss, jti, partner, grantedAt, article, attribution, terms }: Claims,
  kid: string,
): string {
  return facts([
    ['Signature', `valid, by the key ${kid}`],
    ['Issuer', iss],
    ['Grant', jti],
    ['Partner', `${partner.name} (${partner.id})`],
    ['Granted', grantedAt],
    ['Article', article.headline],
    ['Address', article.uri],
    ['Revision', article.revision],
    ['Text', `SHA-256 ${article.text.sha256} (${article.text.normalization})`],
    ['Byline', attribution.byline],
    ['Affiliation', attribution.affiliations.join(', ')],
    ...attribution.logo.map(({ href }) => ['Logo', href] as const),
    ['Terms', `version ${terms.version}, SHA-256 ${terms.sha256}`],
  ])
}
