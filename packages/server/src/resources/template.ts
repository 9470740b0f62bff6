/** A template of a tenant: the words and looks of one kind of mail, for one application or for all, in a language or in all. */
import { z } from 'zod'
import { templateFaults } from '../templates/check-template.ts'
import { longestPart } from '../templates/liquid.ts'
import { readTemplateName, templateId } from '../templates/template-name.ts'
import type { FieldFault, Resource, ResourcePlace } from './resource.ts'

const schema = z.strictObject({
  subject: z.string().min(1).max(500),
  html: z.string().min(1).max(longestPart),
  text: z.string().min(1).max(longestPart),
})

export type TemplateDocument = z.infer<typeof schema>

export const templates: Resource<TemplateDocument> = {
  kind: 'template',
  plural: 'templates',
  of: 'tenant',
  schema,
  id: templateId,
  idIs: '<application or _>.<kind of mail>.<locale or _>',
  check,
}

async function check(value: TemplateDocument, { desk, tenant, id }: ResourcePlace): Promise<readonly FieldFault[]> {
  const name = readTemplateName(id)
  if (!name) return [{ path: 'id', why: 'must be <application or _>.<kind of mail>.<locale or _>' }]
  const { application } = name
  if (application !== undefined && !(await hasApplication(desk.ports, tenant, application))) {
    return [{ path: 'id', why: `names ${application}, which is no application of this tenant` }]
  }
  return templateFaults(name, value, desk.press)
}

/** The installation's own application has no document. */
export async function hasApplication(
  { store, clock }: ResourcePlace['desk']['ports'],
  tenant: ResourcePlace['tenant'],
  id: string,
): Promise<boolean> {
  if (tenant === 'default' && id === 'default') return true
  return (await store.documents.find({ tenant, now: clock.now(), kind: 'application', id })) !== undefined
}
