/** Templates of mails: kept, tried out, and sent to see them in a mail program. */
import { type Id, iso, jsonReply, locales, parseEmailAddress } from 'postern/kit'
import { z } from 'zod'
import { findShelved } from '../../resources/shelf.ts'
import { templates } from '../../resources/template.ts'
import { type Previewed, type PreviewWanted, preview } from '../../templates/preview.ts'
import { sendTest } from '../../templates/send-test.ts'
import { mailKinds, readTemplateName } from '../../templates/template-name.ts'
import { type ApiCall, type ApiRoute, apiRoute } from '../api-route.ts'
import { whereOf } from '../resource-call.ts'
import { resourceRoutes } from '../resource-routes.ts'
import { idParams } from '../schemas.ts'

const facts = {
  application: z
    .string()
    .min(1)
    .max(63)
    .optional()
    .describe('Whose name and links it shows; the tenant’s first by default.'),
  locale: z.enum(locales).optional().describe('`en` by default.'),
  state: z.record(z.string().min(1).max(64), z.string().max(2000)).optional(),
  user: z
    .strictObject({
      name: z.string().max(200).optional(),
      email: z.string().max(254).optional(),
      data: z.record(z.string(), z.json()).optional(),
    })
    .optional(),
}

const parts = templates.schema as unknown as z.ZodObject<Record<'subject' | 'html' | 'text', z.ZodString>>

const wanted = z.strictObject({
  ...facts,
  kind: z.enum(mailKinds).describe('What the mail is for.'),
  id: z.string().max(128).optional().describe('A saved template, where none is given.'),
  ...parts.partial().shape,
})

const previewed = z
  .strictObject({
    subject: z.string(),
    html: z.string(),
    text: z.string(),
    template: z
      .string()
      .optional()
      .describe('The saved template it was written from. Absent: yours, or the built-in mail.'),
    warnings: z.array(z.strictObject({ path: z.string(), why: z.string() })),
  })
  .meta({ id: 'TemplatePreview' })

export const templateRoutes: readonly ApiRoute[] = [
  ...resourceRoutes(templates, {
    one: 'a template',
    component: 'Template',
    named: true,
    long: true,
    applicationOf: ({ id }) => readTemplateName(id)?.application,
  }),
  apiRoute({
    method: 'POST',
    path: '/api/v1/templates/preview',
    operation: 'templates.read',
    summary:
      'Writes a mail with sample facts: from the parts given, from a saved template, or as it would be written now. Sends nothing.',
    longBody: true,
    body: wanted,
    answers: { 200: previewed },
    handle: async (at) => {
      const outcome = await tried(at, at.body)
      if (outcome === 'unknown') return at.refuse('not-found')
      if (outcome.kind === 'failed') return refused(at, outcome.faults)
      return jsonReply(outcome.mail)
    },
  }),
  apiRoute({
    method: 'POST',
    path: '/api/v1/templates/:id/test',
    operation: 'templates.test',
    summary:
      'Sends a saved template with sample facts to an address. Its links lead nowhere. Three in 15 minutes to one address, 30 in an hour for a tenant.',
    params: idParams,
    body: z.strictObject({ ...facts, to: z.string().min(3).max(254) }),
    answers: { 202: z.strictObject({ message: z.string() }) },
    refusals: ['limited', 'email-invalid'],
    handle: async (at) => {
      const { to, ...body } = at.body
      const name = readTemplateName(at.params.id)
      if (!name) return at.refuse('not-found')
      const locale = body.locale ?? name.locale
      const given = { ...body, id: at.params.id, kind: name.kind, ...(locale && { locale }) }
      const outcome = await tried(at, given)
      if (outcome === 'unknown') return at.refuse('not-found')
      if (outcome.kind === 'failed') return refused(at, outcome.faults)
      const address = parseEmailAddress(to)
      if (!address) return at.refuse('email-invalid')
      const sent = await sendTest(at.ports, {
        scope: outcome.scope,
        address,
        mail: outcome.mail,
        actor: `key:${at.key.id}`,
      })
      if (sent.kind === 'queued') return jsonReply({ message: sent.message }, 202)
      const { retryAt } = sent
      return at.refuse('limited', { retryAt, now: at.ports.clock.now(), more: { retryAt: iso(retryAt) } })
    },
  }),
]

async function tried(at: ApiCall, { id, ...body }: z.infer<typeof wanted>): Promise<Previewed | 'unknown'> {
  const named = id === undefined ? undefined : readTemplateName(id)
  if (id !== undefined && named?.kind !== body.kind) return 'unknown'
  const scope = await scopeFor(at, named?.application ?? body.application)
  if (!scope) return 'unknown'
  const saved = id === undefined ? undefined : await findShelved(whereOf(at, templates), id)
  if (id !== undefined && !saved) return 'unknown'
  const whose = named ? named.application : scope.application.id
  if (at.key.applications && (whose === undefined || !at.key.applications.includes(whose))) return 'unknown'
  const { subject, html, text, ...more } = body
  const given = { ...saved?.value, ...defined({ subject, html, text }) } as PreviewWanted['given']
  return preview(at, { ...more, scope, given, ...(saved && { template: saved.id }) })
}

function scopeFor(at: ApiCall, application: string | undefined) {
  if (application !== undefined) return at.scopeOf(application)
  return at.directory.find({ tenant: at.tenant as Id<'tenant'> })
}

const refused = (at: ApiCall, faults: Extract<Previewed, { kind: 'failed' }>['faults']) =>
  at.refuse('values-invalid', { more: { errors: faults.map(({ path, why }) => ({ path: `body.${path}`, why })) } })

const defined = <T extends object>(given: T): Partial<T> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<T>
