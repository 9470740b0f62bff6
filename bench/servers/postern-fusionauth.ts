/** The server with FusionAuth's contract: a key that starts sign-ins, and people who are there already. */
import { createServer } from 'node:http'
import {
  checkOptions,
  createHooks,
  nodeListener,
  parseEmailAddress,
  RawSecret,
  type Runtime,
  startRuntime,
} from 'postern/kit'
import { serverRoutes } from '../../packages/server/src/api/routes.ts'
import { createDirectory, type ServerDirectory } from '../../packages/server/src/directory/directory.ts'
import { apiKeys } from '../../packages/server/src/resources/api-key.ts'
import { system } from '../../packages/server/src/resources/resource.ts'
import { create } from '../../packages/server/src/resources/shelf.ts'
import { emailOf } from '../load/people.ts'
import { baseUrl } from './address.ts'
import { database } from './database.ts'
import { folder } from './folder.ts'
import { keyId, keySecret, peopleThere } from './fusionauth-key.ts'
import { host } from './host.ts'
import { openStore } from './open-store.ts'

const secret = 'a secret of the bench, at least 32 letters long'
const store = await openStore(database(), folder())
const { scope, base, development, transports } = checkOptions({
  baseUrl,
  secret,
  store,
  mail: { from: 'Bench <bench@example.com>', deliver() {} },
  limits: 'off',
})
let directory: ServerDirectory | undefined
const runtime: Runtime = await startRuntime({
  store,
  secret,
  scope,
  base,
  development,
  transports,
  hooks: createHooks(rethrow),
  checksHost: true,
  trustedHops: 0,
  forwardingHeader: 'x-forwarded-for',
  loop: true,
  onFault: rethrow,
  onUntrustedForwarding: () => {},
  directoryOf: (made) => {
    directory = createDirectory(made, { own: scope, tenantPaths: false, onFault: rethrow })
    return directory
  },
  routes: serverRoutes(() => {
    if (!directory) throw new TypeError('The server is not open yet')
    return { engine: runtime.engine, ports: runtime.ports, directory }
  }),
})
await makeKey()
await makePeople()
host(createServer(nodeListener(() => runtime.app)), () => runtime.close())

async function makeKey(): Promise<void> {
  const desk = { ports: runtime.ports, actor: 'bench', changed: () => directory?.forget() }
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

function rethrow(fault: unknown): void {
  queueMicrotask(() => {
    throw fault
  })
}
