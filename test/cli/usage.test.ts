import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aCommandLine, aCommandLineAlone, aPublisher } from './support/wirecopy.ts'

const nobody = 'par_01h455vb4pex5vsknk084sn02q'
const story = 'art_01h455vb4pex5vsknk084sn02q'
const desk = 'rep_01h455vb4pex5vsknk084sn02q'

test.each([
  ['', 'wirecopy: name a command: serve, migrate, '],
  ['partner', 'wirecopy partner: name a command: add, list, show, '],
  ['partnr', "wirecopy: unknown command 'partnr'; did you mean partner? See wirecopy --help"],
  ['partner ad', "wirecopy partner: unknown command 'ad'; did you mean add? See wirecopy partner --help"],
  ['partner add', 'wirecopy partner add: needs --name, --domain, --audience and --contact; see '],
  ['partner add --nam x', "wirecopy partner add: unknown option '--nam'; did you mean --name? See "],
  ['partner list --limit', "wirecopy partner list: option '--limit <rows>' argument missing; see "],
  ['partner list --limit 0', '--limit "0" is not a number of rows from 1 to 1000'],
  ['partner list --status open', '--status "open" is not a status; use applied, in_review, '],
  ['partner show', "wirecopy partner show: missing required argument 'partner'; see "],
  ['partner show gazette', 'PARTNER "gazette" is no partner id; one looks like par_'],
  [`partner show ${nobody} ${nobody}`, "wirecopy partner show: too many arguments for 'show'"],
  [`partner suspend ${nobody}`, 'wirecopy partner suspend: needs --reason; see '],
  [`partner terminate ${nobody}`, 'wirecopy partner terminate: needs --reason; see '],
  [`partner approve ${nobody} --waive audience`, '--waive "audience" must be check=note, such as '],
  [`partner approve ${nobody} --waive mood=good`, '--waive "mood" must be one of legitimate-publisher, '],
  [`key create ${nobody}`, 'wirecopy key create: needs --name; see wirecopy key create --help'],
  ['key revoke key', 'KEY "key" is no API key id; one looks like key_'],
  [
    'migrate sideways',
    "wirecopy migrate: too many arguments for 'migrate'. Expected 0 arguments but got 1: ",
  ],
  [
    'article add --headline x --body-file /none --reporter x',
    '--body-file /none cannot be read: there is no',
  ],
  [`article correct ${story}`, 'wirecopy article correct: needs --note; see wirecopy article correct --help'],
  [
    `article update ${story}`,
    'wirecopy article update: give what to change; see wirecopy article update --help',
  ],
  [
    `article update ${story} --slug Not_A_Slug`,
    '--slug "Not_A_Slug" must be lower-case words joined by hyphens',
  ],
  [
    `article update ${story} --language English`,
    '--language "English" must be a language tag of BCP 47 such as ',
  ],
  ['audit list --before x', '--before "x" is not the number of an entry, such as 128'],
  ['audit verify --head 12', '--head "12" is not SEQ:MAC'],
  ['newswire set', 'wirecopy newswire set: give what to change; see wirecopy newswire set --help'],
])('wirecopy %s is answered with one line and exit code 2', async (typed, complaint) => {
  const { wirecopy } = aCommandLineAlone()

  const { code, out, err } = await wirecopy(...typed.split(' ').filter(Boolean))

  expect(err.startsWith(complaint), err).toBe(true)
  expect(err.trimEnd().split('\n')).toHaveLength(1)
  expect({ code, out }).toEqual({ code: 2, out: '' })
})

test('every wrong value is named by its option, with what would be right', async () => {
  const { wirecopy } = aCommandLineAlone()

  const { code, err } = await wirecopy(
    ...['partner', 'add', '--name', ' ', '--domain', 'gazette.example', 'https://gazette.example/'],
    ...['--audience', '250k', '--contact', 'owner=desk@gazette.example', '--contact', 'desk@'],
  )

  expect(err.trimEnd().split('\n')).toEqual([
    '--name " " must not be empty',
    '--domain "https://gazette.example/" must be a host name such as example.com, without https:// or a path',
    '--audience "250k" must be a whole number of at least 0',
    '--contact "owner" must be one of urgent, editorial, technical, licensing',
    '--contact "desk@" must be an e-mail address such as desk@example.com',
  ])
  expect(code).toBe(2)
})

test('a partner needs a contact that kills reach', async () => {
  const { wirecopy } = aCommandLineAlone()

  const { err } = await wirecopy(
    ...['partner', 'add', '--name', 'Gazette', '--domain', 'gazette.example', '--audience', '1'],
    ...['--contact', 'editorial=news@gazette.example'],
  )

  expect(err).toBe('--contact needs an `urgent` contact: whom kills reach\n')
})

test('a part of an affiliation alone is named as incomplete', async () => {
  const { wirecopy } = aCommandLineAlone()

  const { err } = await wirecopy('reporter', 'add', '--name', 'Jane Doe', '--affiliation', 'Other News')

  expect(err).toContain('--affiliation-url is missing; it must be an http or https address')
})

test('what the database refuses is said in one line with exit code 1', async () => {
  const { wirecopy } = await aCommandLine()
  const taken = aPublisher()
  await wirecopy(...taken)

  expect(await wirecopy('partner', 'show', nobody)).toEqual({
    code: 1,
    out: '',
    err: `${nobody} is not a partner.\n`,
  })
  expect(await wirecopy(...taken)).toMatchObject({
    code: 1,
    err: expect.stringMatching(/already belongs to/),
  })
})

test('what a verb misses is named by the option that gives it, or by the field where there is none', async () => {
  const { within, wirecopy, storage } = await aCommandLine()
  const draft = ['article', 'add', '--headline', 'Draft', '--body-file', '-', '--reporter', desk]
  const { err } = await within(draft, { stdin: '<p>Text.</p>' })
  const path = join(storage.dataDir, 'logo.txt')
  await writeFile(path, 'no logo')

  expect(err).toMatch(/^--reporter rep_\w+ is not a reporter; .*wirecopy reporter list/)
  expect(await wirecopy('newswire', 'logo', '--svg', path, '--png', path)).toMatchObject({
    code: 1,
    err: '--svg is not an SVG document\n',
  })
})

test.each([
  ['bytes that are not UTF-8', Buffer.from([0x3c, 0x70, 0x3e, 0xff]), /^--body-file - is not text in UTF-8/],
  ['the character U+0000', '<p>a\u0000b</p>', /^--body-file contains the character U\+0000; leave it out/],
  ['nothing to read', '<p> </p>', /^--body-file: The body holds nothing to read/],
])('a text with %s is refused before anything is stored', async (_, stdin, complaint) => {
  const { within, json } = await aCommandLine()
  const { items } = await json('reporter', 'list')

  const { code, err } = await within(
    ['article', 'add', '--headline', 'Draft', '--body-file', '-', '--reporter', items[0].id],
    { stdin },
  )

  expect(err).toMatch(complaint)
  expect(code).not.toBe(0)
  expect((await json('article', 'list')).items).toHaveLength(1)
})

test('settings that are wrong are told each in a line with exit code 78', async () => {
  const { within } = aCommandLineAlone()

  const { code, err } = await within(['partner', 'list'], { env: { PORT: 'http', LOG_LEVEL: 'loud' } })

  expect(err.trimEnd().split('\n')).toEqual([
    expect.stringContaining('PORT "http" is not a whole number'),
    expect.stringContaining('LOG_LEVEL "loud" is not a level'),
  ])
  expect(code).toBe(78)
})

test('another SECRET_KEY than that of the database is said so', async () => {
  const { within } = await aCommandLine()

  const { code, err } = await within(['partner', 'list'], {
    env: { SECRET_KEY: 'ab'.repeat(31).concat('cd') },
  })

  expect(err).toMatch(/^SECRET_KEY does not fit this database: .* add it to SECRET_KEY_PREVIOUS\.\n$/)
  expect(code).toBe(78)
})
