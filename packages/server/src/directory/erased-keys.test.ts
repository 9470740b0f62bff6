import { type Id, type Instant, minutes } from 'postern/kit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Installation, install } from '../../test/in-process.ts'
import { tokenIn } from '../../test/mail-box.ts'
import { eraseTenant } from '../resources/erase-tenant.ts'
import { system } from '../resources/resource.ts'
import { remove, restore } from '../resources/shelf.ts'
import { tenants } from '../resources/tenant.ts'

let at: Installation
let now: number

beforeEach(async () => {
  now = 1_780_000_000_000
  at = await install({ clock: { now: () => now as Instant } })
  await at.tenant('acme')
  await at.application('acme', 'shop', { settings: { tokens: { mode: 'bearer' } } })
})

afterEach(() => at.close())

/** The name of the key that signs, and those that are published. */
async function keys(email: string): Promise<{ readonly signs: string; readonly kept: readonly string[] }> {
  const visitor = at.visitor()
  await visitor.json('/t/acme/auth/magic-link', { email })
  const verified = await visitor.json('/t/acme/auth/magic-link/verify', { token: tokenIn(await at.mailTo(email)) })
  const { accessToken } = verified.json['tokens'] as { readonly accessToken: string }
  const head = JSON.parse(Buffer.from(accessToken.split('.', 1)[0] ?? '', 'base64url').toString()) as {
    readonly kid: string
  }
  const { store, clock } = at.runtime.ports
  const ring = { tenant: 'acme' as Id<'tenant'>, now: clock.now(), kind: 'signing-keys', id: 'ring' }
  const { json = '{"keys":[]}' } = (await store.documents.find(ring)) ?? {}
  return {
    signs: head.kid,
    kept: (JSON.parse(json) as { readonly keys: readonly { readonly kid: string }[] }).keys.map(({ kid }) => kid),
  }
}

test('a tenant that was erased and came back signs with keys of its own, and not with those of before', async () => {
  const before = await keys('ada@example.com')
  expect(before.kept).toContain(before.signs)
  const where = { desk: at.desk, resource: tenants, tenant: system }
  await remove(where, { id: 'acme' })
  expect((await eraseTenant(at.desk, 'acme')).kind).toBe('done')
  await restore(where, { id: 'acme', version: 1, keeps: [] })
  await at.application('acme', 'shop', { settings: { tokens: { mode: 'bearer' } } })
  // Other processes may go on as long.
  now += minutes(2)
  const after = await keys('bob@example.com')
  expect(after.kept).toContain(after.signs)
  expect(before.kept).not.toContain(after.signs)
})
