import type { Command } from 'commander'
import { sealerOf } from '../installation.ts'
import { evidenceOf } from '../licensing/proof/evidence.ts'
import { checkEvidence } from '../licensing/proof/evidence-check.ts'
import { atSchema, momentOf } from '../licensing/proof/evidence-routes.ts'
import { systemClock, toRfc3339 } from '../platform/clock.ts'
import type { Id } from '../platform/ids.ts'
import { required, verb } from './commands.ts'
import { keySetOption, readKeySet } from './key-set.ts'
import { writeNewFile } from './new-file.ts'
import { onDatabase } from './on-database.ts'
import { readId, reading } from './options.ts'
import { Finding } from './refusal.ts'
import { answer, type Terminal } from './terminal.ts'

const example = 'par_01h455vb4pex5vsknk084sn02q'

interface EvidenceOptions {
  json?: boolean
  at: { from: number; until: number }
  out: string
}

/** `wirecopy partner evidence`: what a partner held on a date, in a file that anybody can verify. */
export function evidenceCommand(partner: Command, terminal: Terminal): void {
  verb(
    partner,
    'evidence',
    'write down what a partner held on a date, signed',
    `wirecopy partner evidence ${example} --at 2026-05-01 --out evidence.zip`,
  )
    .argument('<partner>', 'id of the partner', readId.partner)
    .addOption(
      required('--at <date>', 'a day (UTC), or a time such as 2026-05-01T06:00:00Z').argParser(
        reading('--at', atSchema),
      ),
    )
    .addOption(required('--out <file>', 'where to write it; must not be there yet'))
    .action(async (partnerId: Id<'par'>, { json, at, out }: EvidenceOptions) =>
      onDatabase(terminal, async (database, config) => {
        const sealer = sealerOf(config)
        const moment = momentOf(at, systemClock.now())
        const asked = { partnerId, at: moment }
        const archive = await evidenceOf({ database, sealer }, config.publicUrl, asked)
        await writeNewFile(archive, out)
        answer(
          terminal,
          json,
          { partnerId, at: toRfc3339(moment), file: out },
          `${out} holds what ${partnerId} held at ${toRfc3339(moment)}. Verify it: wirecopy verify-evidence ${out}`,
        )
      }),
    )
}

/** `wirecopy verify-evidence`: whether a bundle is as it was signed; needs no database. */
export function verifyEvidenceCommand(program: Command, terminal: Terminal): void {
  verb(
    program,
    'verify-evidence',
    'verify what `partner evidence` wrote, without asking the server',
    'wirecopy verify-evidence evidence.zip --jwks jwks.json',
  )
    .argument('<file>', 'the bundle')
    .option(keySetOption[0], 'the public keys of the newswire; default: those in the bundle')
    .action(async (file: string, { json, jwks }: { json?: boolean; jwks?: string }) => {
      const keys = jwks === undefined ? undefined : await readKeySet(jwks, terminal)
      const verdict = await checkEvidence(file, keys)
      if (!verdict.intact) {
        if (json) answer(terminal, json, verdict, '')
        throw new Finding(`${file} is not as it was signed. ${verdict.fault}`)
      }
      const { kid, manifest } = verdict
      const whose = keys
        ? `signed by the key ${kid}`
        : `signed by the key ${kid} that came with it; give --jwks to know whose it is`
      const text = `${file} is whole: what ${manifest.sub} held at ${manifest.at} by ${manifest.iss}, ${whose}.`
      answer(terminal, json, { intact: true, kid, trusted: keys !== undefined, ...manifest }, text)
    })
}
