import { expect, test } from 'vitest'
import { aRelay } from '../mail/support/relay.ts'
import { aCommandLine } from './support/wirecopy.ts'

const sound: Record<string, string> = {
  'wire.example': 'v=spf1 include:relay.example -all',
  'key1._domainkey.wire.example': 'v=DKIM1; p=MIIB',
  '_dmarc.wire.example': 'v=DMARC1; p=reject',
}

/** What the checks of mail find, where these TXT records are published. */
async function found(records: Record<string, string | string[]>, env: Record<string, string> = {}) {
  const relay = await aRelay()
  const { out } = await (await aCommandLine()).within(['doctor', '--json'], {
    env: { SMTP_URL: relay.url, MAIL_FROM: 'wire@wire.example', MAIL_DKIM_SELECTOR: 'key1', ...env },
    async resolveTxt(name) {
      const record = records[name]
      if (record === undefined) throw Object.assign(new Error('none'), { code: 'ENODATA' })
      return [record].flat().map((text) => [text.slice(0, 5), text.slice(5)])
    },
  })
  const checks: { check: string; verdict: string; found: string; remedy: string }[] = JSON.parse(out).checks
  return Object.fromEntries(checks.map(({ check, ...outcome }) => [check, outcome]))
}

test('a domain that says whose its mail is, is in order', async () => {
  expect(await found(sound)).toMatchObject({
    mail: { verdict: 'ok' },
    SPF: { verdict: 'ok', found: 'v=spf1 include:relay.example -all' },
    DKIM: { verdict: 'ok' },
    DMARC: { verdict: 'ok' },
  })
})

test('what is missing is named, with what to publish where', async () => {
  expect(await found({})).toMatchObject({
    SPF: { verdict: 'fail', remedy: 'publish TXT at wire.example: "v=spf1 include:YOUR-RELAY -all"' },
    DKIM: { verdict: 'fail', remedy: expect.stringContaining('TXT at key1._domainkey.wire.example') },
    DMARC: { verdict: 'fail', remedy: expect.stringContaining('TXT at _dmarc.wire.example: "v=DMARC1') },
  })
})

test('records that undo themselves are found', async () => {
  const records = { ...sound, 'wire.example': 'v=spf1 +all', 'key1._domainkey.wire.example': 'v=DKIM1; p=' }

  expect(await found(records)).toMatchObject({
    SPF: { verdict: 'fail', found: 'wire.example lets every server send its mail' },
    DKIM: { verdict: 'fail', found: expect.stringContaining('revoked') },
  })
  expect(await found({ ...sound, 'wire.example': ['v=spf1 -all', 'v=spf1 ~all'] })).toMatchObject({
    SPF: { verdict: 'fail', remedy: 'keep one' },
  })
})

test('the policy of a domain counts for what is under it', async () => {
  const records = { ...sound, 'mail.wire.example': 'v=spf1 -all' }

  expect(await found(records, { MAIL_FROM: 'wire@mail.wire.example' })).toMatchObject({
    DMARC: { verdict: 'ok' },
  })
})

test('a relay that does not answer is found', async () => {
  expect(await found(sound, { SMTP_URL: 'smtp://127.0.0.1:1' })).toMatchObject({
    mail: { verdict: 'fail', found: expect.stringContaining('ECONNREFUSED') },
  })
})
