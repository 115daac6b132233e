import { Command } from 'commander'
import { publicUrlIn } from '../config.ts'
import { productVersion } from '../product.ts'
import { agreementCommands } from './agreement.ts'
import { applicationCommands } from './application.ts'
import { articleCommands } from './article.ts'
import { attentionCommands } from './attention.ts'
import { auditCommands } from './audit.ts'
import { checkCommands } from './check.ts'
import { requireOptions, strict } from './commands.ts'
import { deskCommands } from './desk.ts'
import { devCommands } from './dev.ts'
import { doctorCommand } from './doctor.ts'
import { drillCommands } from './drill.ts'
import { verifyEvidenceCommand } from './evidence.ts'
import { report } from './faults.ts'
import { feedCommands } from './feed.ts'
import { importCommands } from './import.ts'
import { jobCommands } from './jobs.ts'
import { keyCommands } from './key.ts'
import { mailCommands } from './mail.ts'
import { mediaCommands } from './media.ts'
import { migrateCommands } from './migrate.ts'
import { newswireCommands } from './newswire.ts'
import { partnerCommands } from './partner.ts'
import { reportCommands } from './report.ts'
import { reporterCommands } from './reporter.ts'
import { secretCommands } from './secrets.ts'
import { seedCommand } from './seed.ts'
import { openapiCommand, serveCommand } from './server.ts'
import { settingsCommands } from './settings.ts'
import { signingKeyCommands } from './signing-key.ts'
import { sourceCommands } from './source.ts'
import { staffTokenCommands } from './staff-token.ts'
import type { Terminal } from './terminal.ts'
import { termsCommands } from './terms.ts'
import { verifyReceiptCommand } from './verify-receipt.ts'
import { webhookCommands } from './webhook.ts'

const pageWidth = 100

/** In the order of the help. */
const nouns = [
  serveCommand,
  migrateCommands,
  seedCommand,
  doctorCommand,
  applicationCommands,
  partnerCommands,
  checkCommands,
  attentionCommands,
  drillCommands,
  settingsCommands,
  feedCommands,
  keyCommands,
  webhookCommands,
  reporterCommands,
  articleCommands,
  mediaCommands,
  importCommands,
  sourceCommands,
  deskCommands,
  reportCommands,
  newswireCommands,
  termsCommands,
  agreementCommands,
  staffTokenCommands,
  signingKeyCommands,
  secretCommands,
  verifyReceiptCommand,
  verifyEvidenceCommand,
  auditCommands,
  jobCommands,
  mailCommands,
  devCommands,
  openapiCommand,
]

/** Runs one command line and returns the exit code: 0, 1 for a failure, 2 for wrong usage, 78 for wrong settings. */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  let running: Command | undefined
  const program = createProgram(terminal).hook('preAction', (_, command) => {
    running = command
    requireOptions(command)
  })
  try {
    await program.parseAsync(argv, { from: 'user' })
    return 0
  } catch (error) {
    return report(error, running, terminal)
  }
}

function createProgram(terminal: Terminal): Command {
  const program = strict(new Command('wirecopy'))
    .description('Articles of a newswire for registered publishers, with logo, byline and affiliation.')
    .version(productVersion())
    // Otherwise the options of `migrate status` would be read as those of `migrate`.
    .enablePositionalOptions()
    .configureOutput({
      writeOut: (text) => void terminal.stdout.write(text),
      // Complaints are told once, by us.
      writeErr: () => undefined,
      outputError: () => undefined,
      getOutHelpWidth: () => Math.min(terminal.stdout.columns ?? pageWidth, pageWidth),
    })
    .addHelpText('after', () => threeSteps(publicUrlIn(terminal.env)))

  for (const addTo of nouns) addTo(program, terminal)
  return program
}

function threeSteps(publicUrl: string): string {
  return `
A publisher gets an article in three steps:
  wirecopy partner add --name 'Example Gazette' --domain gazette.example \\
    --audience 250000 --contact desk@gazette.example --approve
  wirecopy key create PARTNER --name 'production CMS'
  curl -H 'Authorization: Bearer KEY' ${publicUrl}/v1/articles`
}
