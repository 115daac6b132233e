import { expect, test } from 'vitest'
import { ConfigError, loadConfig } from '../../src/config.ts'

const SECRET_KEY = '3f'.repeat(32)

function load(env: Record<string, string>) {
  return loadConfig({ SECRET_KEY, ...env })
}

function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    load(env)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.faults
    throw error
  }
}

test('a relay needs an address, and somebody whom mails come from', () => {
  expect(faultsOf({ MAIL_TRANSPORT: 'smtp' })).toEqual([
    'SMTP_URL is missing and MAIL_TRANSPORT smtp needs it; set it',
    'MAIL_FROM is missing and MAIL_TRANSPORT smtp needs it; set it',
  ])
  expect(faultsOf({ SMTP_URL: 'smtp://relay' })).toHaveLength(1)
  expect(load({ SMTP_URL: 'smtp://relay', MAIL_TRANSPORT: 'file' }).mail.transport).toBe('file')
})

test.each(['smtp://relay', 'smtp://[::1]:25', 'smtps://u%40x:p%2Fq@relay.example.org:465/'])(
  'the relay %s is taken',
  (SMTP_URL) => {
    expect(faultsOf({ SMTP_URL, MAIL_FROM: 'wire@example.org' })).toEqual([])
  },
)

test.each([
  'smtp://',
  'smtp://relay?tls.rejectUnauthorized=false',
  'smtp://u:%zz@relay',
  'smtp://relay/x',
  'relay:25',
])('the relay %s is refused', (SMTP_URL) => {
  expect(faultsOf({ SMTP_URL, MAIL_FROM: 'wire@example.org' })).toHaveLength(1)
})
