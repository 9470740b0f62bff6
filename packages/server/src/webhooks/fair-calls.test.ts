import type { Id, Send } from 'postern/kit'
import { expect, test, vi } from 'vitest'
import { install } from '../../test/in-process.ts'
import { createWebhooks } from './webhooks.ts'

test('a receiver that hangs takes four calls, and holds up nobody else', async () => {
  const told: string[] = []
  const hanging: (() => void)[] = []
  const send: Send = ({ url }) => {
    if (url.includes('works')) {
      told.push(url)
      return Promise.resolve({ status: 204, headers: { get: () => null }, text: '' })
    }
    return new Promise((_, reject) => void hanging.push(() => reject(new Error('nobody is there'))))
  }
  const world = await install({
    loop: true,
    webhooksOf: (made, directory) => createWebhooks(made, { send, directory }),
  })
  const { store, vault, clock } = world.runtime.ports
  const key = await world.key()
  const happen = (tenant: string, count: number) => {
    const now = clock.now()
    const application = `${tenant}-shop` as Id<'application'>
    const events = Array.from({ length: count }, () => ({
      id: vault.id<'event'>(now),
      type: 'user.created' as const,
      application,
    }))
    const also = { events, messages: [] }
    return store.messages.post({ tenant: tenant as Id<'tenant'>, now, charges: [], also })
  }
  try {
    for (const [tenant, host] of [
      ['one', 'hangs'],
      ['other', 'works'],
    ] as const) {
      await world.tenant(tenant)
      await world.application(tenant, `${tenant}-shop`, { name: 'Shop' })
      const body = { url: `https://${host}.example.com/`, events: ['user.created'] }
      expect((await world.call('POST', '/api/v1/webhooks', { key, tenant, body })).status).toBe(201)
    }
    // A webhook is told of what comes after it, and a millisecond is no after.
    await new Promise((resolve) => setTimeout(resolve, 20))
    await happen('one', 100)
    await vi.waitFor(() => expect(hanging).toHaveLength(4), { timeout: 8_000 })
    await happen('other', 30)
    await vi.waitFor(() => expect(told).toHaveLength(30), { timeout: 6_000 })
    expect(hanging).toHaveLength(4)
  } finally {
    const closed = world.close()
    for (const end of hanging) end()
    await closed
  }
}, 40_000)
