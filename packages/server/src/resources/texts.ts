/** Sentences of pages and mails in a tenant's own words, or in those of one application. Its id is the application's, or `_`. */
import { customTexts, locales, textFault } from 'postern/kit'
import { z } from 'zod'
import type { FieldFault, Resource, ResourcePlace } from './resource.ts'
import { hasApplication } from './template.ts'

const names = Object.keys(customTexts)

const sentences = z
  .strictObject(Object.fromEntries(names.map((name) => [name, z.string().min(1).max(400).optional()])))
  .meta({ id: 'Sentences' })

const schema = z.strictObject(Object.fromEntries(locales.map((locale) => [locale, sentences.optional()])))

export type TextsDocument = Readonly<Record<string, Readonly<Record<string, string>>>>

export const texts: Resource<TextsDocument> = {
  kind: 'texts',
  plural: 'texts',
  of: 'tenant',
  schema: schema as unknown as z.ZodType<TextsDocument>,
  id: /^(?:_|[A-Za-z0-9][A-Za-z0-9_-]{0,62})$/,
  idIs: 'the id of an application, or _ for all of the tenant',
  check,
}

async function check(value: TextsDocument, { desk, tenant, id }: ResourcePlace): Promise<readonly FieldFault[]> {
  if (id !== '_' && !(await hasApplication(desk.ports, tenant, id))) {
    return [{ path: 'id', why: `names ${id}, which is no application of this tenant` }]
  }
  return Object.entries(value).flatMap(([locale, sentencesOf]) =>
    Object.entries(sentencesOf).flatMap(([name, text]) => {
      const why = textFault(name, text)
      return why === undefined ? [] : [{ path: `${locale}.${name}`, why }]
    }),
  )
}
