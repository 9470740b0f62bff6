/** The theme of an application, or else its tenant's. */
import type { Id } from 'postern/kit'
import type { Desk } from '../resources/desk.ts'
import { findShelved, type Shelved } from '../resources/shelf.ts'
import { type ThemeDocument, themes } from '../resources/theme.ts'

export async function findTheme(
  desk: Desk,
  tenant: Id<'tenant'>,
  application: string,
): Promise<Shelved<ThemeDocument> | undefined> {
  const where = { desk, resource: themes, tenant }
  return (await findShelved(where, application)) ?? (await findShelved(where, '_'))
}
