/** An application's sentences, each before its tenant's. */
import type { Id } from 'postern/kit'
import type { Desk } from '../resources/desk.ts'
import { findShelved } from '../resources/shelf.ts'
import { type TextsDocument, texts } from '../resources/texts.ts'

export async function findTexts(
  desk: Desk,
  tenant: Id<'tenant'>,
  application: string,
): Promise<TextsDocument | undefined> {
  const where = { desk, resource: texts, tenant }
  const own = (await findShelved(where, application))?.value
  const shared = (await findShelved(where, '_'))?.value
  if (!own || !shared) return own ?? shared
  const locales = new Set([...Object.keys(own), ...Object.keys(shared)])
  return Object.fromEntries([...locales].map((locale) => [locale, { ...shared[locale], ...own[locale] }]))
}
