import { expect, test } from 'vitest'
import { instant } from '../../domain/instant.ts'
import type { Invitation } from '../../domain/invitation.ts'
import type { Subject } from '../../domain/user.ts'
import { acceptedBy, invitedBy, openInvitation, stateOf } from './invitations.ts'

const now = instant(1000)
const address = { address: 'ada@example.com', key: 'ada@example.com' }
const open = { state: 'open', expiresAt: instant(1001), roles: [] } as unknown as Invitation
const expired: Invitation = { ...open, expiresAt: now }
const over = (state: Invitation['state']): Invitation => ({ ...open, state })
const subject = (invitation?: Invitation, more: Partial<Subject> = {}): Subject => ({
  address,
  ...(invitation && { invitation: { version: 3, json: JSON.stringify(invitation) } }),
  ...more,
})
const registration = { application: 'default', roles: [] } as unknown as NonNullable<Subject['registration']>

test('an open invitation is expired from its moment on, an ended one is what it ended as', () => {
  expect([open, expired, over('accepted'), over('revoked')].map((one) => stateOf(one, now))).toEqual([
    'open',
    'expired',
    'accepted',
    'revoked',
  ])
  expect(stateOf({ ...over('accepted'), expiresAt: now }, now)).toBe('accepted')
})

test('an attempt of an invitation needs it, another attempt does not', () => {
  const cases = [open, expired, over('accepted'), over('revoked'), undefined].map((one) => subject(one))
  expect(cases.map((one) => invitedBy({ purpose: 'invite' }, one, now))).toEqual([
    'open',
    'expired',
    'no',
    'revoked',
    'revoked',
  ])
  expect(cases.map((one) => invitedBy({ purpose: 'sign-in' }, one, now))).toEqual(['open', 'no', 'no', 'no', 'no'])
})

test('a first sign-in accepts an open invitation on its way, a later one only by its link', () => {
  const found = openInvitation(subject(open), now)
  expect(found).toMatchObject({ version: 3, invitation: { state: 'open' } })
  expect(acceptedBy({ purpose: 'sign-in' }, subject(open), now)).toEqual(found)
  expect(acceptedBy({ purpose: 'sign-in' }, subject(open, { registration }), now)).toBeUndefined()
  expect(acceptedBy({ purpose: 'invite' }, subject(open, { registration }), now)).toEqual(found)
  expect(acceptedBy({ purpose: 'invite' }, subject(expired), now)).toBeUndefined()
})
