import { exampleTime, exampleUrl } from '../../platform/http/openapi/examples.ts'
import { exampleId } from '../../platform/ids.ts'
import { hashOf } from '../../platform/storage/storage.ts'
import type { Picture } from '../content.ts'
import { renditionLinks } from './renditions.ts'

const described = {
  alt: 'Flags of the member states before a conference hall',
  caption: 'Flags before the summit in Washington, D.C.',
  credit: 'Jane Doe/Daily Caller News Foundation',
  rights: '© 2024 Daily Caller News Foundation',
}

const picture: Picture = {
  id: exampleId('med'),
  sha256: hashOf('an example'),
  width: 1200,
  height: 800,
  ...described,
}

const { sha256, width, height } = picture

/** What the API description shows of images. */
export const examples = {
  picture,
  newMedia: { content: '/9j/4AAQSkZJRgABAQ==', ...described, redistributable: true },
  mediaChanges: { redistributable: false },
  media: {
    ...picture,
    contentType: 'image/jpeg',
    width,
    height,
    bytes: 412_345,
    sourceUrl: null,
    redistributable: true,
    renditions: renditionLinks({ sha256, width, height }, exampleUrl),
    createdAt: exampleTime,
    version: 1,
  },
}
