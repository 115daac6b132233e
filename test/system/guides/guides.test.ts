import { globSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import { basename } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { anInternet } from '../../platform/fetch/support/internet.ts'
import {
  aFeed,
  anArticle,
  aPartner,
  aReporter,
  aStaffMember,
  contactsConfirmed,
  killed,
} from '../../support/factories.ts'
import { freePort } from '../../support/free-port.ts'
import { letTimeWork, start } from '../../support/product.ts'
import { patternOf, type Step, stepsOf } from './guide.ts'
import { aWorkshop, runSample } from './running.ts'

type Scopes = NonNullable<NonNullable<Parameters<typeof aPartner>[1]>['scopes']>
const scopes: Scopes = ['articles:read', 'changes:read', 'feeds:read', 'webhooks:write', 'keys:write']

const bridge = { headline: 'Council Votes On Bridge', bodyHtml: '<p>The council voted on Tuesday.</p>' }

/** A server that listens as the clock on the wall says, with a story and whoever reads the guides. */
async function aWire(around: Parameters<typeof start>[0] = {}) {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const product = await start({ ...around, config: { publicUrl: url } })
  product.clock.set(new Date().toISOString())
  await product.app.listen({ host: '127.0.0.1', port })
  onTestFinished(() => product.app.server.closeAllConnections())
  const reporters = [(await aReporter(product)).id]
  const story = await anArticle(product, { ...bridge, reporters })
  const folder = await aWorkshop()

  /** Another reader of the guides. */
  const aReader = async () => {
    const partner = await aPartner(product, { scopes })
    const env = { WIRECOPY_URL: url, WIRECOPY_KEY: partner.key }
    return { ...partner, env, placeholders: { 'https://wire.example.org': url, 'wc_live_…': partner.key } }
  }
  return { product, url, story, reporters, folder, aReader, ...(await aReader()) }
}

type Wire = Awaited<ReturnType<typeof aWire>>

/** Has every sample of a step run to its end. */
async function allPrint(
  { folder, env }: Pick<Wire, 'folder' | 'env'>,
  step: Step | undefined,
): Promise<void> {
  if (!step) throw new Error('The guide has no such step')
  await Promise.all(
    step.samples.map(async (sample) => {
      const running = await runSample(sample, { folder, env })
      await running.ended
      expect(running.printed(), sample.code).toMatch(patternOf(step))
    }),
  )
}

test('quick start', async () => {
  const wire = await aWire()
  const [first, newest] = stepsOf('quick-start', wire.placeholders)

  await allPrint(wire, first)
  await allPrint(wire, newest)

  expect(await recipientsOf(wire, wire.story.id)).toMatchObject([{ partner: { id: wire.id } }])
})

test('follow changes', async () => {
  const wire = await aWire()
  const { product, folder, env, reporters } = wire
  const [place, going] = stepsOf('follow-changes', wire.placeholders)
  await allPrint(wire, place)

  const following = await Promise.all(
    going?.samples.map((sample) => runSample(sample, { folder, env })) ?? [],
  )
  await expect.poll(() => product.bell.listeners, { timeout: 20_000 }).toBe(3)
  const [script] = following
  expect(readFileSync(`${script?.folder}/cursor.txt`, 'utf8')).toMatch(/^\S{22}$/)
  await anArticle(product, { headline: 'Bridge Opens', reporters })

  const cursors = () => following.map(({ folder }) => readFileSync(`${folder}/cursor.txt`, 'utf8'))
  for (const running of following) if (going) await running.prints(patternOf(going))
  const { cursor } = (await wire.get('/v1/changes?after=now')).json()
  await expect.poll(cursors).toEqual([cursor, cursor, cursor])
  for (const running of following) await running.stop()

  await anArticle(product, { headline: 'Tunnel Opens', reporters })
  for (const [at, sample] of going?.samples.entries() ?? []) {
    const again = following[at]
    const running = await runSample(sample, { folder, env, ...(again ? { again } : {}) })
    await running.prints(/^article.published Tunnel Opens\n$/)
    await running.stop()
  }
})

test('kills and corrections', async () => {
  const wire = await aWire()
  const { product, folder, story, reporters } = wire
  const mayor = await anArticle(product, { headline: 'Mayor Resigns', reporters })
  const unread = await anArticle(product, { headline: 'Nobody Fetched It', reporters })
  const late = await anArticle(product, { headline: 'Fetched Late', bodyHtml: '<p>Late.</p>', reporters })
  const [doing, byHand] = stepsOf('kills-and-corrections', { ...wire.placeholders, 'art_…': mayor.id })
  const languages = doing?.samples ?? []
  const readers = [wire, ...(await Promise.all(languages.map(wire.aReader)))]
  for (const { get } of readers)
    for (const { id } of [story, mayor]) expect((await get(`/v1/articles/${id}`)).statusCode).toBe(200)
  const editor = await aStaffMember(product, 'editor')
  const corrected = (id: string, fields: object) =>
    editor.post(`/v1/staff/articles/${id}/corrections`, fields)
  await killed(product, unread.id, 'Never mind.')
  await corrected(late.id, { note: 'It was later.' })
  const bodyHtml = bridge.bodyHtml.replace('Tues', 'Wednes')
  await corrected(story.id, { note: 'The vote was on Wednesday.', bodyHtml })
  await killed(product, mayor.id, 'The story confuses two people.')

  await allPrint(wire, byHand)
  const others = `Take down Nobody Fetched It: Never mind.
Put in place revision 2 of Fetched Late: It was later. <p>Late.</p>`
  for (const [at, sample] of languages.entries()) {
    const { env } = readers[at + 1] ?? wire
    const running = await runSample(sample, { folder, env })
    if (doing) await running.prints(patternOf({ ...doing, prints: `${others}\n${doing.prints}` }))
    await expect.poll(async () => answersTo(wire, mayor.id)).toHaveLength(at + 2)
    await running.stop()
  }

  expect(await answersTo(wire, mayor.id)).toEqual(['removed', 'removed', 'removed', 'removed'])
  expect(await answersTo(wire, story.id)).toEqual(['corrected', 'corrected', 'corrected'])
  expect(await answersTo(wire, late.id)).toEqual([])

  const admin = await aStaffMember(product)
  await admin.post(`/v1/staff/partners/${wire.id}/suspensions`, { reason: 'test' })
  const prints = `Correct Council Votes On Bridge by hand: The vote was on Wednesday.
Take down Mayor Resigns: The story confuses two people.`
  const suspended = languages.map(async (sample) => {
    const running = await runSample(sample, { folder, env: wire.env })
    await running.prints(patternOf({ samples: [], prints }))
  })
  await Promise.all(suspended)
})

test('print the attribution', async () => {
  const wire = await aWire()
  const steps = stepsOf('print-the-attribution', { ...wire.placeholders, 'art_…': wire.story.id })

  expect(steps).toHaveLength(3)
  for (const step of steps) await allPrint(wire, step)
})

test('webhooks', async () => {
  let port = 0
  const answered: (number | undefined)[] = []
  const { network } = await anInternet({
    'cms.gazette.example': {
      // The site of the partner, which hands on to the sample.
      answer: (from, to) => {
        const { method, headers } = from
        const onward = request({ host: '127.0.0.1', port, path: '/', method, headers }, (answer) => {
          answered.push(answer.statusCode)
          answer.pipe(to.writeHead(answer.statusCode ?? 500))
        })
        from.pipe(onward.on('error', () => to.destroy()))
      },
    },
  })
  const wire = await aWire({ network: { ...network, allowsPlain: true } })
  const { product, folder, env, reporters } = wire
  // No certificate is trusted here.
  const placeholders = { ...wire.placeholders, 'https://cms.gazette': 'http://cms.gazette' }
  const [telling, receiving] = stepsOf('webhooks', placeholders)

  let secret = ''
  for (const sample of telling?.samples ?? []) {
    const running = await runSample(sample, { folder, env })
    await running.ended
    if (telling) expect(running.printed()).toMatch(patternOf(telling))
    secret = JSON.parse(running.printed()).secret
  }
  for (const { language, code } of receiving?.samples ?? []) {
    port = await freePort()
    const sample = { language, code: code.replace('8000', String(port)) }
    const running = await runSample(sample, { folder, port, env: { ...env, WEBHOOK_SECRET: secret } })
    await expect.poll(() => forged(port), { timeout: 20_000 }).toBe(401)
    const mayor = await anArticle(product, { headline: 'Mayor Resigns', reporters })
    await killed(product, mayor.id)
    await letTimeWork(product)
    if (receiving) await running.prints(patternOf(receiving))
    await running.stop()
  }
  expect(answered).toEqual([204, 204, 204])
})

test('feeds into WordPress', async () => {
  const wire = await aWire()
  const { product, id } = wire
  await contactsConfirmed(product, id)
  const { secret } = await aFeed(product, id, { backfill: 1 })
  const [making, ...reading] = stepsOf('feeds-into-wordpress', wire.placeholders)
  const opened = stepsOf('feeds-into-wordpress', { ...wire.placeholders, 'wc_feed_…': secret }).slice(1)

  await allPrint(wire, making)
  expect(opened).toHaveLength(reading.length)
  for (const step of opened) await allPrint(wire, step)
})

test('no guide is left out', () => {
  const own = readFileSync(new URL(import.meta.url), 'utf8')
  const names = globSync('docs/guides/*.md').map((path) => basename(path, '.md'))

  expect(names.filter((name) => !own.includes(`stepsOf('${name}'`))).toEqual([])
  expect(names.length).toBeGreaterThan(5)
})

interface Recipient {
  partner: { id: string }
  acknowledgement: { answer: string } | null
}

/** Who was served a story, as staff see it. */
async function recipientsOf({ product }: Wire, id: string): Promise<Recipient[]> {
  const staff = await aStaffMember(product, 'viewer')
  return (await staff.get(`/v1/staff/articles/${id}/recipients`)).json().items
}

/** What readers said that they did about a story. */
async function answersTo(wire: Wire, id: string): Promise<string[]> {
  const recipients = await recipientsOf(wire, id)
  return recipients.flatMap(({ acknowledgement }) => acknowledgement?.answer ?? [])
}

/** Something that looks like a kill, which anybody could send. */
async function forged(port: number): Promise<number> {
  const headers = {
    'webhook-id': 'whd_x',
    'webhook-timestamp': String(Math.floor(Date.now() / 1_000)),
    'webhook-signature': 'v1,AAAA',
  }
  const body = '{"type":"article.killed","article":null}'
  const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers, body }).catch(
    () => undefined,
  )
  return answer?.status ?? 0
}
