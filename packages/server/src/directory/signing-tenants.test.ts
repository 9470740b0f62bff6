import type { Scope } from 'postern/kit'
import { expect, test } from 'vitest'
import { createSigningTenants } from './signing-tenants.ts'

const scopeOf = (id: string): Scope => ({ tenant: { id } }) as Scope
const idsOf = (scopes: readonly Scope[]): readonly string[] => scopes.map(({ tenant }) => tenant.id)

test('each that was asked for is taken once, the installation’s own always', () => {
  const signing = createSigningTenants(scopeOf('default'))
  for (const id of ['one', 'two', 'one']) signing.note(scopeOf(id))
  expect(idsOf(signing.take())).toEqual(['default', 'one', 'two'])
  expect(idsOf(signing.take())).toEqual(['default'])
})

test('the last five are known, taken or not, and none before the first', () => {
  const signing = createSigningTenants(scopeOf('default'))
  expect(signing.recent()).toEqual([])
  for (const id of ['one', 'two', 'three', 'four', 'five', 'one', 'six']) signing.note(scopeOf(id))
  signing.take()
  expect(idsOf(signing.recent())).toEqual(['three', 'four', 'five', 'one', 'six'])
})
