import type { Handover, Rendered, Send, Transport } from 'postern/kit'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type DeliveryWorld, deliveryWorld } from '../../test/delivery-world.ts'

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
/** As many mails at the same time as one transport is handed. */
const slots = 32
let hanging: (() => void)[]
let own: Rendered[]
let world: DeliveryWorld

const ofInstallation: Transport = {
  name: 'own',
  channel: 'mail',
  send: async (mail): Promise<Handover> => {
    own.push(mail)
    return { kind: 'taken' }
  },
}
const hangs: Send = () => new Promise((_, reject) => void hanging.push(() => reject(new Error('nobody is there'))))

beforeEach(async () => {
  hanging = []
  own = []
  world = await deliveryWorld({ send: hangs, transports: [ofInstallation] })
  await world.tenant('other')
  const body = { transports: [{ id: 'main', kind: 'webhook', url: 'https://mails.example.com/', secret }] }
  const put = await world.call('PUT', '/api/v1/transports', { key: await world.key(), tenant: 'acme', body })
  if (put.status !== 200) throw new Error(put.text)
})

afterEach(async () => {
  const closed = world.close()
  for (const end of hanging) end()
  await closed
})

const ask = (tenant: string, person: number) =>
  world.call('POST', `/t/${tenant}/auth/magic-link`, {
    body: { email: `person-${person}@example.com` },
    from: `192.0.2.${person}`,
  })

test('the mails of a tenant whose transport hangs hold up nobody else’s', async () => {
  for (let person = 0; person < slots + 10; person++) expect((await ask('acme', person)).status).toBe(200)
  await vi.waitFor(() => expect(hanging).toHaveLength(slots))
  expect((await ask('other', 1)).status).toBe(200)
  await vi.waitFor(() => expect(own).toHaveLength(1))
  expect(hanging).toHaveLength(slots)
})

test('whoever asks for a mail that would wait is told to come again, and asks elsewhere as before', async () => {
  for (let person = 0; person < slots + 1; person++) expect((await ask('acme', person)).status).toBe(200)
  await vi.waitFor(() => expect(hanging).toHaveLength(slots))
  world.pass(4_999)
  expect((await ask('acme', 100)).status).toBe(200)
  world.pass(1)
  // The door, which knows nothing of tenants, stays open: the installation's transport has nothing to do.
  expect([...world.runtime.backlogs()]).toEqual([
    { waiting: 0, age: 0 },
    { waiting: 2, age: 5_000 },
  ])
  const refused = await ask('acme', 101)
  expect([refused.status, refused.json.code, refused.headers.get('retry-after')]).toEqual([503, 'busy', '2'])
  expect((await ask('other', 101)).status).toBe(200)
  await vi.waitFor(() => expect(own).toHaveLength(1))
})
