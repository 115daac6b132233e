import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aPicture } from '../support/pictures.ts'
import { aCommandLine } from './support/wirecopy.ts'

async function aDesk() {
  const line = await aCommandLine()
  const file = join(line.storage.dataDir, 'bridge.jpg')
  await writeFile(file, await aPicture({ width: 900, height: 600 }))
  const add = async (...more: string[]): Promise<string> =>
    (await line.json('media', 'add', file, '--alt', 'A bridge', ...more)).id
  return { ...line, file, add }
}

test('an image is added with what is said of it, and shown with where it stands', async () => {
  const { add, json, wirecopy } = await aDesk()

  const id = await add('--credit', 'John Roe/Agency', '--rights', '© Agency', '--not-redistributable')

  expect(await json('media', 'show', id)).toMatchObject({
    alt: 'A bridge',
    caption: null,
    credit: 'John Roe/Agency',
    rights: '© Agency',
    redistributable: false,
    width: 900,
    height: 600,
  })
  expect((await wirecopy('media', 'show', id)).out).toContain('Partners  do not get it')
  expect((await wirecopy('media', 'list')).out).toContain(id)
})

test('what is said of an image is changed, or taken away', async () => {
  const { add, json, wirecopy } = await aDesk()
  const id = await add('--credit', 'Jane Doe', '--not-redistributable')

  await wirecopy('media', 'set', id, '--credit', '', '--alt', '', '--redistributable')

  expect(await json('media', 'show', id)).toMatchObject({ alt: '', credit: null, redistributable: true })
})

test('images are given to a story', async () => {
  const { add, json } = await aDesk()
  const [{ id }] = (await json('article', 'list')).items
  const image = await add()

  await json('article', 'update', id, '--media', image)

  expect((await json('article', 'show', id)).content.media).toEqual([image])
})

test('a file that is no image is refused by its name', async () => {
  const { wirecopy, storage } = await aDesk()
  const file = join(storage.dataDir, 'page.jpg')
  await writeFile(file, '<svg xmlns="http://www.w3.org/2000/svg"/>')

  const { code, err } = await wirecopy('media', 'add', file, '--alt', 'A bridge')

  expect(code).not.toBe(0)
  expect(err).toContain(`${file} is no image of a known kind`)
})

test('a file that is not there, and a change of nothing, are wrong usage', async () => {
  const { add, wirecopy } = await aDesk()

  expect(await wirecopy('media', 'add', '/nowhere/bridge.jpg', '--alt', '')).toMatchObject({ code: 2 })
  expect(await wirecopy('media', 'set', await add())).toMatchObject({ code: 2 })
})
