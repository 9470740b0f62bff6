/** An API key whose secret the file's writer holds: it comes from a variable, and its hash is kept. */
import { operations as known } from '../api/routes.ts'
import { Refusal } from '../config/refusal.ts'
import { apiKeys, parseKey } from '../resources/api-key.ts'
import type { Desk } from '../resources/desk.ts'
import { readOperations } from '../resources/operations.ts'
import { type FieldFault, type Resource, system } from '../resources/resource.ts'
import { findTenant } from '../resources/tenant-document.ts'
import { documentUnit, faulty } from './document-unit.ts'
import type { Unit } from './unit.ts'

/**
 * `key` is the whole key; `postern key create` makes one, and so does `postern_key_<id>.<secret>` drawn elsewhere. `made`
 * are the tenants that the file itself makes.
 */
export function apiKeyUnit(
  name: string,
  { key, ...rights }: Readonly<Record<string, unknown>>,
  made: ReadonlySet<string>,
): Unit {
  const parsed = typeof key === 'string' ? parseKey(key) : undefined
  if (!parsed)
    throw new Refusal([`keys.${name}.key wants a key such as { "env": "CI_KEY" }; what it got is not shown.`])
  const { expiresAt } = rights
  const moment = typeof expiresAt === 'string' ? { expiresAt: Date.parse(expiresAt) } : {}
  return {
    label: `key ${name}`,
    stage: 30,
    async look(desk) {
      const { operations, faults } = readRights(rights)
      const wrong = [...faults, ...(await unknownTenant(desk, rights['tenant'], made))]
      if (wrong.length > 0) return faulty(wrong)
      const hash = Buffer.from(desk.ports.vault.hash(parsed.secret)).toString('hex')
      return documentUnit({
        resource: apiKeys as unknown as Resource<never>,
        tenant: system,
        id: parsed.id,
        value: { name, createdAt: desk.ports.clock.now(), ...rights, ...operations, ...moment, hash },
        keeps: ['createdAt', 'previous'],
        stage: 30,
      }).look(desk)
    },
  }
}

/** By the same list as everywhere. What is no list of texts is the schema's matter. */
function readRights({ operations: given }: Readonly<Record<string, unknown>>): {
  readonly operations: { readonly operations?: readonly string[] }
  readonly faults: readonly FieldFault[]
} {
  if (!Array.isArray(given) || given.some((one) => typeof one !== 'string')) return { operations: {}, faults: [] }
  const { operations, faults } = readOperations(given, known)
  return { operations: { operations }, faults }
}

async function unknownTenant(desk: Desk, tenant: unknown, made: ReadonlySet<string>): Promise<readonly FieldFault[]> {
  if (typeof tenant !== 'string' || tenant === 'default' || made.has(tenant)) return []
  return (await findTenant(desk.ports, tenant)) ? [] : [{ path: 'tenant', why: 'is not known' }]
}
