import type { Command } from 'commander'
import { prepareLogo } from '../articles/logo.ts'
import { type Newswire, requireNewswire, setLogo, setNewswire } from '../articles/newswire.ts'
import { newswireInput, newswireView } from '../articles/schema.ts'
import { group, required, several, verb } from './commands.ts'
import { fileIn } from './content-options.ts'
import { actor, onDatabase } from './on-database.ts'
import { take } from './options.ts'
import { WrongUsage } from './refusal.ts'
import { facts, moment } from './table.ts'
import { answer, type Terminal } from './terminal.ts'

/** `wirecopy newswire …`: the licensor whose name, notice and logo go with every article. */
export function newswireCommands(program: Command, terminal: Terminal): void {
  const newswire = group(program, 'newswire', 'the licensor: name, notice, contacts and logo')
  verb(newswire, 'show', 'show the newswire', 'wirecopy newswire show').action(
    async ({ json }: { json?: boolean }) =>
      onDatabase(terminal, async ({ read }) => tell(terminal, json, await requireNewswire(read))),
  )
  setting(newswire, terminal)
  verb(
    newswire,
    'logo',
    'replace the logo: an SVG and a PNG of the same design',
    'wirecopy newswire logo --svg logo.svg --png logo.png',
  )
    .addOption(required('--svg <file>', 'the logo as SVG, without scripts and outside references'))
    .addOption(required('--png <file>', 'the logo as PNG'))
    .action(async (options: { json?: boolean; svg: string; png: string }) => {
      const logo = prepareLogo(await fileIn('--svg', options.svg), await fileIn('--png', options.png))
      await onDatabase(terminal, async (database) => {
        tell(terminal, options.json, await database.write((tx) => setLogo(tx, actor, logo)))
      })
    })
}

interface NewswireOptions {
  json?: boolean
  name?: string
  shortName?: string
  url?: string
  licensingContact?: string
  deskMail?: string
  deskPhone?: string
  notice?: string
  logoAlt?: string
  ownCredit?: string[]
}

function setting(newswire: Command, terminal: Terminal): void {
  verb(
    newswire,
    'set',
    'change what is given; the first time everything but the desk must be',
    "wirecopy newswire set --licensing-contact licensing@example.org --desk-phone '+1 202 555 0100'",
  )
    .option('--name <name>', 'name, printed as affiliation')
    .option('--short-name <name>', 'short name')
    .option('--url <url>', 'web address')
    .option('--licensing-contact <mail>', 'mail address for questions about the license')
    .option('--desk-mail <mail>', "mail address of the desk; '' for none")
    .option('--desk-phone <number>', "phone of the desk; '' for none")
    .option('--notice <text>', 'licensing paragraph, printed with every article')
    .option('--logo-alt <text>', 'what the logo shows, for those who cannot see it')
    .option(
      '--own-credit <credit>',
      "credit by which imported images are the newswire's own, besides its names; repeat for several, '' for none",
      several,
    )
    .action(async ({ json, deskMail, deskPhone, ownCredit, ...given }: NewswireOptions) => {
      const changes = {
        ...given,
        deskMail: deskMail === '' ? null : deskMail,
        deskPhone: deskPhone === '' ? null : deskPhone,
        ownCredits: ownCredit?.filter((credit) => credit !== ''),
      }
      if (Object.values(changes).every((value) => value === undefined)) {
        throw new WrongUsage('wirecopy newswire set: give what to change; see wirecopy newswire set --help')
      }
      const fields = take(newswireInput, changes)
      await onDatabase(terminal, async (database) => {
        tell(terminal, json, await database.write((tx) => setNewswire(tx, actor, fields)))
      })
    })
}

function tell(terminal: Terminal, json: boolean | undefined, newswire: Newswire): void {
  const logo = newswire.logo.map(({ contentType, width, height }) => `${contentType} ${width} × ${height}`)
  const text = facts([
    ['Name', newswire.name],
    ['Short name', newswire.shortName],
    ['URL', newswire.url],
    ['Licensing contact', newswire.licensingContact],
    ['Desk mail', newswire.deskMail],
    ['Desk phone', newswire.deskPhone],
    ['Own credits', newswire.ownCredits.join(', ')],
    ['Notice', newswire.notice],
    ['Logo', logo.join(', ') || 'none; nothing can be published before: wirecopy newswire logo --help'],
    ['Logo text', newswire.logoAlt],
    ['Changed', moment(newswire.updatedAt)],
  ])
  answer(terminal, json, newswireView(newswire), text)
}
