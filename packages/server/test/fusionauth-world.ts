/** FusionAuth's contract in this process: two tenants, three applications, a clock that is moved by hand, mails on record. */
import {
  type ApplicationOptions,
  createHooks,
  type HookRegistry,
  type Id,
  parseEmailAddress,
  type Scope,
} from 'postern/kit'
import { type PostgresOptions, postgres } from 'postern/postgres'
import { type VirtualClock, virtualClock } from 'postern/testing'
import { lendDatabase, patient } from '../../../tools/postgres-database.ts'
import { applications } from '../src/resources/application.ts'
import { change } from '../src/resources/shelf.ts'
import { type Installation, install, origin } from './in-process.ts'
import { onPostgres } from './store.ts'

export const shop = '10000000-0000-0002-0000-000000000001'
export const club = '10000000-0000-0002-0000-000000000002'
export const elsewhere = '20000000-0000-0002-0000-000000000001'
export const address = 'ada@example.com'

export interface Answered {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look at answers of every shape
  readonly body: any
}

export interface FusionAuthWorld extends Pick<Installation, 'runtime' | 'key' | 'close'> {
  readonly clock: VirtualClock
  readonly hooks: HookRegistry
  readonly sent: Installation['mails']
  readonly user: Id<'user'>
  scope(application: string): Promise<Scope>
  settle(): Promise<void>
  set(application: string, patch: object): Promise<void>
  post(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Answered>
}

const tokens = {
  mode: 'cookie',
  accessToken: 600_000,
  refreshToken: 2_592_000_000,
  algorithm: 'ES256',
  audience: 'https://shop.example',
  rotateEvery: 7_776_000_000,
} as const

export async function fusionAuthWorld(options: Partial<ApplicationOptions> = {}): Promise<FusionAuthWorld> {
  const clock = virtualClock()
  const hooks = createHooks(() => {})
  const database = onPostgres ? await lendMigrated() : undefined
  const installation = await install({
    own: { ...options, tokens } as object,
    clock,
    hooks: () => hooks,
    ...(database && { store: postgres(database.url, patient as PostgresOptions) }),
  })
  const { runtime, directory, desk, mails } = installation
  await settleIn(installation)
  const scope = async (application: string): Promise<Scope> => {
    const found = await directory.find({ application })
    if (!found) throw new Error(`no application ${application}`)
    return found
  }
  return {
    runtime,
    clock,
    hooks,
    sent: mails,
    user: await createAda(installation, await scope(shop)),
    scope,
    key: (more = {}) =>
      installation.key({ operations: ['passwordless.start'], startsSignIns: true, tenant: 'acme' as never, ...more }),
    async settle() {
      while ([...runtime.backlogs()].some(({ waiting }) => waiting > 0))
        await new Promise((resolve) => setImmediate(resolve))
      await new Promise((resolve) => setTimeout(resolve, 20))
    },
    async close() {
      await installation.close()
      await database?.drop()
    },
    async set(id, patch) {
      const tenant = (await scope(id)).tenant.id
      const { kind } = await change({ desk, resource: applications, tenant }, { id, patch })
      if (kind !== 'done') throw new Error(kind)
    },
    async post(path, body, headers = {}) {
      const response = await runtime.app.request(`${origin}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      })
      const text = await response.text()
      return {
        status: response.status,
        headers: response.headers,
        text,
        body: text === '' ? undefined : JSON.parse(text),
      }
    },
  }
}

const lendMigrated = () =>
  lendDatabase({
    name: 'postern',
    fill: async (empty) => void (await postgres(empty).migrate()),
    keep: ['postern_migrations'],
  })

async function settleIn({ tenant, application }: Installation): Promise<void> {
  await tenant('acme', { name: 'Acme' })
  await tenant('other', { name: 'Other' })
  await application('acme', shop, { name: 'Shop', roles: ['buyer'] })
  await application('acme', club, { name: 'Club' })
  await application('other', elsewhere, { name: 'Elsewhere' })
}

async function createAda({ runtime }: Installation, scope: Scope): Promise<Id<'user'>> {
  const email = parseEmailAddress(address)
  if (!email) throw new Error('the address is none')
  const facts = { name: 'Ada Lovelace', data: { favourite: 'green' } }
  const created = await runtime.engine.createUser(scope, { address: email, roles: ['buyer'], ...facts })
  if (created.kind !== 'created') throw new Error(created.kind)
  return created.user.id
}
