/** What a user is in one application: made, changed or ended by staff. A first sign-in makes one by itself. */
import type { Id } from '../../domain/id.ts'
import type { OwnRegistration } from '../../ports/records.ts'
import type { Operation } from '../operation.ts'
import { type Said, tell, userEvent } from '../rules/events.ts'
import { givenRoles } from '../rules/roles.ts'
import type { Turn } from '../rules/turn.ts'
import { untilSettled } from '../rules/until-settled.ts'

export interface RegistrationChange extends Said {
  readonly user: Id<'user'>
  /** All her roles there. What is absent stays. */
  readonly roles?: readonly string[]
  /** `null` takes it away. */
  readonly data?: Readonly<Record<string, unknown>> | null
}

export type ChangedRegistration =
  | { readonly kind: 'done'; readonly created: boolean; readonly registration: OwnRegistration }
  | { readonly kind: 'unknown' }

/** Where she has none in the scope's application, she gets one. */
export const changeRegistration: Operation<RegistrationChange, ChangedRegistration> = (ports, scope, input) =>
  untilSettled<ChangedRegistration>(ports, scope, async (turn) => {
    const { user, roles, data, actor } = input
    const found = await standing(turn, user)
    if (!found) return { kind: 'unknown' }
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
    return now?.registration ? { kind: 'done', created, registration: now.registration } : undefined
  })

/** Her sessions in the application end with it. */
export const endRegistration: Operation<Said & { readonly user: Id<'user'> }, { readonly kind: 'done' | 'unknown' }> = (
  ports,
  scope,
  { user, actor },
) =>
  untilSettled<{ readonly kind: 'done' | 'unknown' }>(ports, scope, async (turn) => {
    const found = await standing(turn, user)
    if (!found?.registration) return { kind: 'unknown' }
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
