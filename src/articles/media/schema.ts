import { z } from 'zod'
import { toRfc3339 } from '../../platform/clock.ts'
import { line, prose, webUrl } from '../../platform/http/fields.ts'
import { textFault } from '../../platform/http/json-body.ts'
import { idSchema } from '../../platform/ids.ts'
import { examples } from './examples.ts'
import type { Media } from './media.ts'
import { renditionLinks } from './renditions.ts'

const maxText = 2_000
const maxLine = 500
/** Of a request with an image; in base64 that is a file of 15 MiB. */
export const maxMediaBody = 20 * 1024 * 1024 + 64 * 1024
const maxContentCharacters = 20 * 1024 * 1024

const described = z.object({
  alt: z
    .string()
    .trim()
    .max(maxLine)
    .refine((text) => textFault(text) === undefined, 'must be well-formed text')
    .describe('What it shows, for those who cannot see it; empty for mere decoration.'),
  caption: prose(maxText).nullable().optional(),
  credit: line(maxLine)
    .nullable()
    .optional()
    .describe(
      'Whom to name: `Jane Doe/Daily Caller News Foundation`. With a new image: default is what the file says.',
    ),
  rights: line(maxLine).nullable().optional().describe('The copyright notice; likewise.'),
  redistributable: z
    .boolean()
    .optional()
    .describe('Whether partners may have it; false for photos of agencies.'),
})

export const newMediaInput = z
  .strictObject({
    content: z
      .base64()
      .min(1)
      .max(maxContentCharacters)
      .describe('The file in base64: JPEG, PNG, WebP, AVIF or GIF of at most 15 MiB and 50 megapixels.'),
    ...described.shape,
    sourceUrl: webUrl.nullable().optional().describe('Where it was taken from.'),
  })
  .meta({ id: 'NewMedia', examples: [examples.newMedia] })

export const mediaChangesInput = z
  .strictObject(described.partial().shape)
  .refine((fields) => Object.keys(fields).length > 0, 'must have at least one field to change')
  .meta({ id: 'MediaChanges', minProperties: 1, examples: [examples.mediaChanges] })

export const imageRenditionSchema = z.object({
  href: z.url(),
  contentType: z.string(),
  width: z.int().describe('Pixels'),
  height: z.int().describe('Pixels'),
})

export const mediaSchema = z
  .object({
    id: idSchema('med'),
    sha256: z.string().describe('Of the original.'),
    contentType: z.string(),
    width: z.int(),
    height: z.int(),
    bytes: z.int(),
    alt: z.string(),
    caption: z.string().nullable(),
    credit: z.string().nullable(),
    rights: z.string().nullable(),
    sourceUrl: z.string().nullable(),
    redistributable: z.boolean(),
    renditions: z
      .array(imageRenditionSchema)
      .describe('Answered once a published story shows the image and partners may have it.'),
    createdAt: z.iso.datetime(),
    version: z.int().describe('Send it as `If-Match: "version"` with an edit.'),
  })
  .meta({ id: 'Media', examples: [examples.media] })

export function mediaView(image: Media, publicUrl: string): z.infer<typeof mediaSchema> {
  const { createdAt, renditionsAt: _, ...shown } = image
  return { ...shown, renditions: renditionLinks(image, publicUrl), createdAt: toRfc3339(createdAt) }
}
