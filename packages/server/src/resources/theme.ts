/** A theme: how the pages and mails of a tenant look, or of one of its applications. Its id is the application's, or `_`. */
import { z } from 'zod'
import { isColour } from '../themes/colour.ts'
import { contrastFaults } from '../themes/contrast-faults.ts'
import { fontNames } from '../themes/fonts.ts'
import { tokenNames, tokensOf } from '../themes/tokens.ts'
import { logos } from './logo.ts'
import type { FieldFault, Resource, ResourcePlace } from './resource.ts'
import { findShelved } from './shelf.ts'
import { hasApplication } from './template.ts'

const colour = z.string().refine(isColour, 'must be a colour as #rrggbb, in lower case')

const tokens = z.strictObject(
  Object.fromEntries(tokenNames.map((name) => [name, colour.optional()])) as Record<
    (typeof tokenNames)[number],
    z.ZodOptional<typeof colour>
  >,
)

const schema = z.strictObject({
  light: tokens.optional().describe('By day. What is left out is as it is without a theme.'),
  dark: tokens.optional().describe('By night. Without it the theme stays as by day.'),
  font: z.enum(fontNames).optional(),
  radius: z.int().min(0).max(24).optional().describe('Of buttons and fields, in pixels.'),
  logo: z
    .string()
    .regex(logos.id, 'must be the id of an uploaded logo')
    .optional()
    .describe('The id of an uploaded logo.'),
  logoInMails: z
    .boolean()
    .optional()
    .describe('Whether mails show the logo as well. A mail program that loads it tells of the reading.'),
  logoSize: z.int().min(16).max(72).optional().describe('How high the logo is, in pixels.'),
})

export type ThemeDocument = z.infer<typeof schema>

export const themes: Resource<ThemeDocument> = {
  kind: 'theme',
  plural: 'themes',
  of: 'tenant',
  schema,
  id: /^(?:_|[A-Za-z0-9][A-Za-z0-9_-]{0,62})$/,
  idIs: 'the id of an application, or _ for all of the tenant',
  check,
}

async function check(value: ThemeDocument, { desk, tenant, id }: ResourcePlace): Promise<readonly FieldFault[]> {
  if (id !== '_' && !(await hasApplication(desk.ports, tenant, id))) {
    return [{ path: 'id', why: `names ${id}, which is no application of this tenant` }]
  }
  const { logo } = value
  const missing = logo !== undefined && !(await findShelved({ desk, resource: logos, tenant }, logo))
  const faults = missing ? [{ path: 'logo', why: 'is no logo of this tenant: upload it first' }] : []
  const unreadable = (['light', 'dark'] as const).flatMap((scheme) => {
    const given = value[scheme]
    if (given === undefined) return []
    return contrastFaults(tokensOf(scheme, given)).map(({ token, why }) => ({ path: `${scheme}.${token}`, why }))
  })
  return [...faults, ...unreadable]
}
