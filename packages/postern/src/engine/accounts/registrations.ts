/** What a user is in one application: made, changed or ended by staff. A first sign-in makes one by itself. */
import type { Id } from '../../domain/id.ts'
import type { OwnRegistration } from '../../ports/records.ts'
import type { Operation } from '../operation.ts'
import { type Said, tell, userEvent } from '../rules/events.ts'
import { type Insisting, isStale, type Stale } from '../rules/insisted.ts'
import { givenRoles } from '../rules/roles.ts'
import type { Turn } from '../rules/turn.ts'
import { untilSettled } from '../rules/until-settled.ts'

export interface RegistrationChange extends Said, Insisting {
  readonly user: Id<'user'>
  /** All her roles there. What is absent stays. */
  readonly roles?: readonly string[]
  /** `null` takes it away. */
  readonly data?: Readonly<Record<string, unknown>> | null
}

export type ChangedRegistration =
  | {
      readonly kind: 'done'
      readonly created: boolean
      readonly registration: OwnRegistration
      /** The user's, which every change of a registration raises. */
      readonly version: number
    }
  | { readonly kind: 'unknown' }
  | Stale

/** Where she has none in the scope's application, she gets one. */
export const changeRegistration: Operation<RegistrationChange, ChangedRegistration> = (ports, scope, input) =>
  untilSettled<ChangedRegistration>(ports, scope, async (turn) => {
    const { user, roles, data, actor } = input
    const found = await standing(turn, user)
    if (!found) return { kind: 'unknown' }
    if (isStale(input, found)) return { kind: 'stale' }
    const created = found.registration === undefined
    const event = userEvent(turn, 'registration.changed', user, { reason: created ? 'created' : 'changed', actor })
    const outcome = await ports.store.registrations.put({
      ...turn.at,
      user,
      version: found.version,
      application: scope.application.id,
      ...(roles && { roles: givenRoles(scope.application, roles) }),
      ...(data !== undefined && { data }),
      also: { events: [event], messages: [] },
    })
    if (outcome.kind === 'changed') return undefined
    tell(turn, event)
    const now = await standing(turn, user)
    if (!now?.registration) return { kind: 'unknown' }
    return { kind: 'done', created, registration: now.registration, version: now.version }
  })

export interface RegistrationEnd extends Said, Insisting {
  readonly user: Id<'user'>
}

export type EndedRegistration = { readonly kind: 'done' | 'unknown' } | Stale

/** Her sessions in the application end with it. */
export const endRegistration: Operation<RegistrationEnd, EndedRegistration> = (
  ports,
  scope,
  { user, actor, version },
) =>
  untilSettled<EndedRegistration>(ports, scope, async (turn) => {
    const found = await standing(turn, user)
    if (!found?.registration) return { kind: 'unknown' }
    if (isStale({ version }, found)) return { kind: 'stale' }
    const event = userEvent(turn, 'registration.changed', user, { reason: 'removed', actor })
    const outcome = await ports.store.registrations.remove({
      ...turn.at,
      user,
      version: found.version,
      application: scope.application.id,
      also: { events: [event], messages: [] },
    })
    if (outcome.kind === 'changed') return undefined
    tell(turn, event)
    return { kind: 'done' }
  })

interface Standing {
  readonly version: number
  readonly registration: OwnRegistration | undefined
}

async function standing({ ports, scope, at }: Turn, id: Id<'user'>): Promise<Standing | undefined> {
  const user = await ports.store.users.find({ ...at, id })
  if (!user || user.status === 'removed') return undefined
  const all = await ports.store.registrations.list({ ...at, user: id })
  const registration = all.find(({ application }) => application === scope.application.id)
  return { version: user.version, registration }
}
