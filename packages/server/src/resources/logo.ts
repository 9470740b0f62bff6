/** A logo: a small picture, kept under the hash of its bytes. It never changes, so a theme's history keeps its own. */
import { createHash } from 'node:crypto'
import type { Id } from 'postern/kit'
import { z } from 'zod'
import { readPicture } from '../themes/image.ts'
import type { FieldFault, Resource, ResourcePlace } from './resource.ts'

export const longestLogo: number = 256 * 1024
const widest = 2048

const schema = z.strictObject({
  type: z.enum(['image/png', 'image/jpeg', 'image/webp']),
  width: z.int().min(1),
  height: z.int().min(1),
  /** Base64. */
  data: z.base64(),
})

/** What is shown of it: all but the picture. */
export const shownLogo = schema.omit({ data: true })

export type LogoDocument = z.infer<typeof schema>

export const logos: Resource<LogoDocument> = {
  kind: 'logo',
  plural: 'logos',
  of: 'tenant',
  schema,
  id: /^[0-9a-f]{32}$/,
  held: heldByTheme,
  shown: ({ data: _data, ...value }) => value,
}

/** Pages would show a broken picture. */
async function heldByTheme({ desk, tenant, id }: ResourcePlace): Promise<string | undefined> {
  const { store, clock } = desk.ports
  let after: string | undefined
  do {
    const at = { tenant, now: clock.now(), kind: 'theme', limit: 200 }
    const page = await store.documents.list({ ...at, ...(after !== undefined && { after }) })
    const wearer = page.items.find(({ json }) => (JSON.parse(json) as { readonly logo?: string }).logo === id)
    if (wearer) return `The theme \`${wearer.id}\` wears it: give that another logo, or none.`
    after = page.next
  } while (after !== undefined)
  return undefined
}

export type ReadLogo =
  | { readonly kind: 'logo'; readonly id: string; readonly value: LogoDocument }
  | { readonly kind: 'refused'; readonly fault: FieldFault }

/** The id is of the picture and its tenant: another tenant's, of the same picture, is another. */
export function readLogo(tenant: Id<'tenant'>, base64: string): ReadLogo {
  const bytes = Buffer.from(base64, 'base64')
  const refused = (why: string): ReadLogo => ({ kind: 'refused', fault: { path: 'data', why } })
  if (bytes.length > longestLogo) return refused('must be 256 KiB at most')
  const picture = readPicture(bytes)
  if (!picture) return refused('must be a PNG, JPEG or WebP picture')
  const { width, height } = picture
  if (width < 1 || height < 1 || width > widest || height > widest) {
    return refused(`must be ${widest} pixels wide and high at most, and is ${width} × ${height}`)
  }
  const id = createHash('sha256').update(`${tenant}/`).update(bytes).digest('hex').slice(0, 32)
  return { kind: 'logo', id, value: { ...picture, data: bytes.toString('base64') } }
}
