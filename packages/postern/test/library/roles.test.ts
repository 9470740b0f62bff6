import { afterEach, expect, test } from 'vitest'
import { closeLibraries, mountLibrary } from '../support/library.ts'

afterEach(closeLibraries)

const refused = { status: 'refused', reason: 'role-unknown' }

test('without the option `roles` a role is any word', async () => {
  const { auth } = await mountLibrary()
  // The line of the README.
  const invited = await auth.invitations.create({ email: 'bob@example.com', roles: ['editor'] })
  expect(invited).toMatchObject({ status: 'invited', invitation: { roles: ['editor'] } })
  const made = await auth.users.create({ email: 'ada@example.com', roles: ['editor', 'shop:owner'] })
  if (made.status !== 'created') throw new Error(made.status)
  expect(made.user.roles).toEqual(['editor', 'shop:owner'])
  expect(await auth.users.setRoles(made.user.id, ['reader'])).toMatchObject({ user: { roles: ['reader'] } })
})

test('what is no word is no role, and none is given twice', async () => {
  const { auth } = await mountLibrary()
  const email = 'ada@example.com'
  for (const roles of [['two words'], ['a,b'], [''], ['x'.repeat(65)], ['editor', 'editor']]) {
    await expect(auth.users.create({ email, roles })).rejects.toThrow(/^roles must/)
    await expect(auth.invitations.create({ email, roles })).rejects.toThrow(/^roles must/)
  }
  expect((await auth.users.list()).items).toEqual([])
})

test('a list that is given holds, and an empty one gives none', async () => {
  const { auth } = await mountLibrary({ roles: ['admin'] })
  expect(await auth.users.create({ email: 'ada@example.com', roles: ['editor'] })).toEqual(refused)
  expect(await auth.invitations.create({ email: 'ada@example.com', roles: ['editor'] })).toEqual(refused)
  const none = (await mountLibrary({ roles: [] })).auth
  expect(await none.users.create({ email: 'ada@example.com', roles: ['admin'] })).toEqual(refused)
})
