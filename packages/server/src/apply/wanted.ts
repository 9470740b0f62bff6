/** What a file wants there to be: documents, in the order in which each finds what it refers to. */
import type { Id } from 'postern/kit'
import { z } from 'zod'
import { Refusal } from '../config/refusal.ts'
import { applications } from '../resources/application.ts'
import { issueWords } from '../resources/issue-words.ts'
import { type Resource, system } from '../resources/resource.ts'
import { templates } from '../resources/template.ts'
import { tenants } from '../resources/tenant.ts'
import { texts } from '../resources/texts.ts'
import { themes } from '../resources/theme.ts'
import { givenTransport } from '../resources/transports.ts'
import { webhooks } from '../resources/webhook.ts'
import { apiKeyUnit } from './api-key-unit.ts'
import { documentUnit, newDocumentUnit } from './document-unit.ts'
import { transportsUnit } from './transports-unit.ts'
import type { Kept, Unit } from './unit.ts'
import { wantedWebhook, webhookUnit } from './webhook-unit.ts'

interface Kind {
  readonly resource: Resource<never>
  /** Members that nobody writes by hand. */
  readonly keeps: readonly string[]
}

const kind = (resource: unknown, ...keeps: readonly string[]): Kind => ({
  resource: resource as Resource<never>,
  keeps,
})

/** Kinds below a tenant, by their member in the file, in the order of writing. */
const ofTenant: Readonly<Record<string, Kind>> = {
  applications: kind(applications, 'secrets'),
  themes: kind(themes),
  texts: kind(texts),
  templates: kind(templates),
}

const documents = z.record(z.string(), z.record(z.string(), z.unknown()))
const tenantShape = z.looseObject({
  ...Object.fromEntries(Object.keys(ofTenant).map((name) => [name, documents.optional()])),
  transports: z.array(givenTransport).max(5).optional(),
  webhooks: z.record(z.string(), wantedWebhook).optional(),
})

const fileShape = z.strictObject({
  tenants: z.record(z.string(), tenantShape).optional(),
  keys: documents.optional(),
})

export interface Wanted {
  readonly units: readonly Unit[]
  /** Kinds that the file speaks of: what it does not name there is what `--prune` removes. */
  readonly kinds: readonly Kept[]
}

export function wantedBy(content: unknown): Wanted {
  const parsed = fileShape.safeParse(content, { error: issueWords })
  if (!parsed.success) {
    throw new Refusal(
      parsed.error.issues.map(({ path, message }) => `${path.map(String).join('.') || 'the file'}: ${message}`),
    )
  }
  const { tenants: given, keys } = parsed.data
  const units: Unit[] = []
  const kinds: Kept[] = []
  for (const [id, members] of Object.entries(given ?? {})) addTenant({ units, kinds }, id, members)
  if (given) kinds.push({ resource: tenants as unknown as Resource<never>, tenant: system, keeps: (id) => id in given })
  const made = new Set(Object.keys(given ?? {}))
  for (const [name, value] of Object.entries(keys ?? {})) units.push(apiKeyUnit(name, value, made))
  return { units: units.toSorted((one, other) => one.stage - other.stage), kinds }
}

interface Gathered {
  readonly units: Unit[]
  readonly kinds: Kept[]
}

function addTenant(
  { units, kinds }: Gathered,
  id: string,
  { transports: list, webhooks: hooks, ...members }: z.infer<typeof tenantShape>,
): void {
  const tenant = id as Id<'tenant'>
  const value = Object.fromEntries(Object.entries(members).filter(([name]) => !(name in ofTenant)))
  if (id === 'default') {
    const stray = Object.keys(value)
    if (stray.length > 0) {
      throw new Refusal([`tenants.default.${stray[0]}: the tenant default is set by the installation’s own settings.`])
    }
  } else {
    const whole = { name: id, ...value }
    const { firstApplication: _, ...alone } = whole as { readonly firstApplication?: unknown }
    const unit = { resource: tenants as unknown as Resource<never>, tenant: system, id }
    // What it begins with may name an application, which is made in between.
    units.push(newDocumentUnit({ ...unit, value: alone, keeps: [], stage: 0 }))
    units.push(documentUnit({ ...unit, value: whole, keeps: ['host'], stage: 20 }))
  }
  for (const [at, [plural, { resource, keeps }]] of Object.entries(ofTenant).entries()) {
    const named = members[plural] as Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined
    if (!named) continue
    for (const [name, one] of Object.entries(named)) {
      const full = plural === 'applications' ? { name, ...one } : one
      units.push(documentUnit({ resource, tenant, id: name, value: full, keeps, stage: 10 + at }))
    }
    kinds.push({ resource, tenant, keeps: (id) => id in named })
  }
  if (list) units.push(transportsUnit(tenant, list))
  if (!hooks) return
  const wanted = Object.values(hooks)
  for (const one of wanted) units.push(webhookUnit(tenant, one))
  const keeps = (_id: string, value: object): boolean => wanted.some(({ url }) => 'url' in value && url === value.url)
  kinds.push({ ...kind(webhooks), tenant, keeps })
}
