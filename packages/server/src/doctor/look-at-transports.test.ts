import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Id, tryMailLogin } from 'postern/kit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Installation, install } from '../../test/in-process.ts'
import { type MailServer, mailServer } from '../../test/mail-server.ts'
import { putTransports } from '../resources/transport-secrets.ts'
import { type GivenTransport, transports } from '../resources/transports.ts'
import { ok } from './finding.ts'
import { lookAtTransports, type TrySignIn } from './look-at-transports.ts'

let world: Installation
let server: MailServer

beforeEach(async () => {
  world = await install({ ownMachine: true })
  server = await mailServer(0, undefined, { user: 'acme', pass: 'canary-right' })
})
afterEach(async () => {
  await server.close()
  await world.close()
})

const send = async (tenant: string, list: readonly GivenTransport[]): Promise<void> => {
  const where = { desk: world.desk, resource: transports, tenant: tenant as Id<'tenant'> }
  expect((await putTransports(where, { list })).kind).toBe('done')
}
const own = (id: string, secret = 'canary-right', port = server.port) => ({
  id,
  kind: 'smtp' as const,
  host: '127.0.0.1',
  port,
  user: 'acme',
  secret,
})
const look = (sign: TrySignIn = tryMailLogin) => lookAtTransports(world.desk.ports, sign)

test('the mail servers of tenants are told in one line where all of them let us in, or where there is none', async () => {
  expect(await look()).toEqual([ok('tenant-mail', 'no tenant has a mail server of its own')])
  await world.tenant('acme')
  await send('acme', [own('main'), { id: 'rest', kind: 'resend', secret: 'canary-of-resend' }])
  await send('default', [own('main')])
  expect(await look()).toEqual([ok('tenant-mail', '2 of tenants’ own let them in; 1 over HTTP: not tried')])
  expect(server.taken).toEqual([])
})

test('the mail servers of tenants are told one by one where they do not, and never with the password', async () => {
  for (const id of ['acme', 'beta', 'gone']) await world.tenant(id, id === 'gone' ? { status: 'suspended' } : {})
  await send('acme', [own('main', 'canary-wrong'), own('spare'), own('far', 'canary-right', 1)])
  await send('beta', [own('main', 'canary-other')])
  await send('gone', [own('main', 'canary-wrong')])
  const found = await look()
  expect(found.map(({ state, says }) => [state, says])).toEqual([
    ['fail', '127.0.0.1 does not let acme/main in: auth-failed.'],
    ['fail', expect.stringMatching(/^127\.0\.0\.1 does not let acme\/far in: [a-z-]+\.$/)],
    ['fail', '127.0.0.1 does not let beta/main in: auth-failed.'],
  ])
  expect(JSON.stringify(found)).not.toContain('canary')
})

test('the mail servers of tenants are tried some at a time, and not without end', async () => {
  for (let tenant = 0; tenant < 9; tenant++) {
    await world.tenant(`acme-${tenant}`)
    await send(
      `acme-${tenant}`,
      ['a', 'b', 'c', 'd', 'e'].map((id) => own(id)),
    )
  }
  let [tried, open, most] = [0, 0, 0]
  const found = await look(async () => {
    tried++
    most = Math.max(most, ++open)
    await nextTurn()
    open--
    return { kind: 'ready' }
  })
  expect([tried, most]).toEqual([40, 8])
  expect(found).toEqual([ok('tenant-mail', '40 of tenants’ own let them in; 5 more were not tried')])
})
