/** Which template a mail is written from: remembered until somebody changes a setting, so that most mails read nothing. */
import type { Id, Locale, Made } from 'postern/kit'
import type { ServerDirectory } from '../directory/directory.ts'
import { findShelved, type Shelved } from '../resources/shelf.ts'
import { type TemplateDocument, templates } from '../resources/template.ts'
import { type MailKind, templateIds } from './template-name.ts'

export interface WhichTemplate {
  readonly tenant: Id<'tenant'>
  readonly application: Id<'application'>
  readonly kind: MailKind
  readonly locale: Locale
}

export type FindTemplate = (which: WhichTemplate) => Promise<Shelved<TemplateDocument> | undefined>

const mostKept = 50_000

export function createFindTemplate(
  { store, vault, clock }: Made,
  directory: Pick<ServerDirectory, 'generation'>,
): FindTemplate {
  const desk = { ports: { store, vault, clock }, actor: 'templates', changed: () => {} }
  // Ids only: templates may be long, and there may be many tenants.
  const kept = new Map<string, string | undefined>()
  let generation: number | undefined

  return async ({ tenant, application, kind, locale }) => {
    const newest = await directory.generation()
    if (newest !== generation || kept.size >= mostKept) kept.clear()
    generation = newest
    const key = `${tenant}/${application}/${kind}/${locale}`
    const where = { desk, resource: templates, tenant }
    if (kept.has(key)) {
      const id = kept.get(key)
      return id === undefined ? undefined : findShelved(where, id)
    }
    for (const id of templateIds(application, kind, locale)) {
      const found = await findShelved(where, id)
      if (!found) continue
      kept.set(key, id)
      return found
    }
    kept.set(key, undefined)
    return undefined
  }
}
