import { parseEmailAddress, RawSecret } from 'postern/kit'
import { apiKeys } from '../../packages/server/src/resources/api-key.ts'
import { system } from '../../packages/server/src/resources/resource.ts'
import { create } from '../../packages/server/src/resources/shelf.ts'
import { emailOf } from '../load/people.ts'
import { keyId, keySecret } from './fusionauth-key.ts'
import type { Parts } from './server-parts.ts'

/** The key that starts sign-ins by FusionAuth's contract. */
export async function makeKey({ runtime, directory }: Parts): Promise<void> {
  const desk = { ports: runtime.ports, actor: 'bench', changed: () => directory().forget() }
  const hash = Buffer.from(runtime.ports.vault.hash(new RawSecret(keySecret))).toString('hex')
  const rights = { operations: ['passwordless.start'], startsSignIns: true }
  const value = { name: 'Bench', hash, createdAt: runtime.ports.clock.now(), ...rights }
  await create({ desk, resource: apiKeys, tenant: system }, { id: keyId, value })
}

export async function makePeople(parts: Parts, count: number): Promise<void> {
  const atOnce = 1_000
  for (let from = 0; from < count; from += atOnce) {
    const some = Math.min(atOnce, count - from)
    await Promise.all(Array.from({ length: some }, (_, at) => makePerson(parts, emailOf(from + at))))
  }
  // Whom the probe signs in.
  await makePerson(parts, emailOf(2 ** 32 - 1))
}

async function makePerson({ runtime, scope }: Parts, email: string): Promise<void> {
  const address = parseEmailAddress(email)
  if (address) await runtime.engine.createUser(scope, { address, roles: [] })
}
