/** What a file wants there to be: documents, in the order in which each finds what it refers to. */
import type { Id } from 'postern/kit'
import { z } from 'zod'
import { Refusal } from '../config/refusal.ts'
import { applications } from '../resources/application.ts'
import { type Resource, system } from '../resources/resource.ts'
import { tenants } from '../resources/tenant.ts'
import { apiKeyUnit } from './api-key-unit.ts'
import { documentUnit, newDocumentUnit } from './document-unit.ts'
import type { Kept, Unit } from './unit.ts'

/** Kinds below a tenant, by their member in the file, in the order of writing. */
const ofTenant: Readonly<Record<string, { readonly resource: Resource<never>; readonly keeps: readonly string[] }>> = {
  applications: { resource: applications as unknown as Resource<never>, keeps: ['secrets'] },
}

const named = z.record(z.string(), z.record(z.string(), z.unknown()))
const tenantShape = z.looseObject(Object.fromEntries(Object.keys(ofTenant).map((name) => [name, named.optional()])))

const fileShape = z.strictObject({
  tenants: z.record(z.string(), tenantShape).optional(),
  keys: named.optional(),
})

export interface Wanted {
  readonly units: readonly Unit[]
  /** Kinds that the file speaks of: what it does not name there is what `--prune` removes. */
  readonly kinds: readonly Kept[]
}

export function wantedBy(content: unknown): Wanted {
  const parsed = fileShape.safeParse(content)
  if (!parsed.success) {
    throw new Refusal(
      parsed.error.issues.map(({ path, message }) => `${path.map(String).join('.') || 'the file'}: ${message}`),
    )
  }
  const { tenants: given, keys } = parsed.data
  const units: Unit[] = []
  const kinds: Kept[] = []
  for (const [id, { ...members }] of Object.entries(given ?? {})) addTenant({ units, kinds }, id, members)
  if (given) kinds.push({ resource: tenants as unknown as Resource<never>, tenant: system, ids: Object.keys(given) })
  for (const [name, value] of Object.entries(keys ?? {})) units.push(apiKeyUnit(name, value))
  return { units: units.toSorted((one, other) => one.stage - other.stage), kinds }
}

interface Gathered {
  readonly units: Unit[]
  readonly kinds: Kept[]
}

function addTenant({ units, kinds }: Gathered, id: string, members: Readonly<Record<string, unknown>>): void {
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
    const documents = members[plural] as Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined
    if (!documents) continue
    for (const [name, one] of Object.entries(documents)) {
      const full = plural === 'applications' ? { name, ...one } : one
      units.push(documentUnit({ resource, tenant, id: name, value: full, keeps, stage: 10 + at }))
    }
    kinds.push({ resource, tenant, ids: Object.keys(documents) })
  }
}
