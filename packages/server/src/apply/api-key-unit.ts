/** An API key whose secret the file's writer holds: it comes from a variable, and its hash is kept. */
import { Refusal } from '../config/refusal.ts'
import { apiKeys, parseKey } from '../resources/api-key.ts'
import { type Resource, system } from '../resources/resource.ts'
import { documentUnit } from './document-unit.ts'
import type { Unit } from './unit.ts'

/** `key` is the whole key; `postern key create` makes one, and so does `postern_key_<id>.<secret>` drawn elsewhere. */
export function apiKeyUnit(name: string, { key, ...rights }: Readonly<Record<string, unknown>>): Unit {
  const parsed = typeof key === 'string' ? parseKey(key) : undefined
  if (!parsed)
    throw new Refusal([`keys.${name}.key wants a key such as { "env": "CI_KEY" }; what it got is not shown.`])
  const { expiresAt } = rights
  const moment = typeof expiresAt === 'string' ? { expiresAt: Date.parse(expiresAt) } : {}
  return {
    label: `key ${name}`,
    stage: 30,
    async look(desk) {
      const hash = Buffer.from(desk.ports.vault.hash(parsed.secret)).toString('hex')
      return documentUnit({
        resource: apiKeys as unknown as Resource<never>,
        tenant: system,
        id: parsed.id,
        value: { name, createdAt: desk.ports.clock.now(), ...rights, ...moment, hash },
        keeps: ['createdAt', 'previous'],
        stage: 30,
      }).look(desk)
    },
  }
}
