/** The library's nouns over a world: what code of a host application holds. */
import type { StandardSchema } from '../../src/domain/standard-schema.ts'
import { type InvitationsNoun, invitationsNoun } from '../../src/nouns/invitations.ts'
import { type UsersNoun, usersNoun } from '../../src/nouns/users.ts'
import type { World } from './world.ts'

export type Role = 'admin' | 'member'

export interface Plan {
  readonly plan: 'free' | 'paid'
}

/** Takes a plan and nothing else. */
export const planSchema: StandardSchema<Plan> = {
  '~standard': {
    version: 1,
    vendor: 'test',
    validate: (value) =>
      isPlan(value) ? { value: { plan: value.plan } } : { issues: [{ message: 'no such plan', path: ['plan'] }] },
  },
}

const isPlan = (value: unknown): value is Plan =>
  typeof value === 'object' && value !== null && 'plan' in value && (value.plan === 'free' || value.plan === 'paid')

export interface Nouns {
  readonly users: UsersNoun<Role, Plan>
  readonly invitations: InvitationsNoun<Role, Plan>
}

export function nounsOf(world: World): Nouns {
  const parts = {
    engineOf: async () => world.runtime.engine,
    scope: world.scope,
    roles: ['admin', 'member'],
    userData: planSchema,
  }
  return { users: usersNoun(parts), invitations: invitationsNoun(parts) }
}
