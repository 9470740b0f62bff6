/** The server with FusionAuth's contract: a key that starts sign-ins, and people who are there already. */
import { createServer } from 'node:http'
import { nodeListener, parseEmailAddress, RawSecret } from 'postern/kit'
import { apiKeys } from '../../packages/server/src/resources/api-key.ts'
import { system } from '../../packages/server/src/resources/resource.ts'
import { create } from '../../packages/server/src/resources/shelf.ts'
import { emailOf } from '../load/people.ts'
import { keyId, keySecret, peopleThere } from './fusionauth-key.ts'
import { host } from './host.ts'
import { startParts } from './server-parts.ts'

const mail = { from: 'Bench <bench@example.com>', deliver() {} }
const { runtime, scope, directory } = await startParts({ mail }, { tenantPaths: false })
await makeKey()
await makePeople()
host(createServer(nodeListener(() => runtime.app)), () => runtime.close())

async function makeKey(): Promise<void> {
  const desk = { ports: runtime.ports, actor: 'bench', changed: () => directory().forget() }
  const hash = Buffer.from(runtime.ports.vault.hash(new RawSecret(keySecret))).toString('hex')
  const rights = { operations: ['passwordless.start'], startsSignIns: true }
  const value = { name: 'Bench', hash, createdAt: runtime.ports.clock.now(), ...rights }
  await create({ desk, resource: apiKeys, tenant: system }, { id: keyId, value })
}

async function makePeople(): Promise<void> {
  const atOnce = 1_000
  for (let from = 0; from < peopleThere; from += atOnce) {
    await Promise.all(Array.from({ length: atOnce }, (_, at) => makePerson(emailOf(from + at))))
  }
  // Whom the probe signs in.
  await makePerson(emailOf(2 ** 32 - 1))
}

async function makePerson(email: string): Promise<void> {
  const address = parseEmailAddress(email)
  if (address) await runtime.engine.createUser(scope, { address, roles: [] })
}
