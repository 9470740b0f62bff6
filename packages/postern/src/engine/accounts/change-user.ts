/** Changing what is kept of a user, and whether she may come in. */
import type { EventDraft } from '../../domain/event.ts'
import type { Id } from '../../domain/id.ts'
import type { User, UserStatus } from '../../domain/user.ts'
import type { UserIn } from '../../ports/records.ts'
import type { Store } from '../../ports/store.ts'
import type { Operation } from '../operation.ts'
import { type Said, tell, userEvent } from '../rules/events.ts'
import { type Insisting, isStale, type Stale } from '../rules/insisted.ts'
import { givenRoles } from '../rules/roles.ts'
import type { Turn } from '../rules/turn.ts'
import { untilSettled } from '../rules/until-settled.ts'

type StoreChange = Omit<Parameters<Store['users']['change']>[0], 'tenant' | 'now' | 'id' | 'version' | 'also'>

export interface UserChange extends Pick<Said, 'actor'>, Insisting {
  readonly id: Id<'user'>
  /** `null` takes it away. */
  readonly name?: string | null
  readonly locale?: string | null
  readonly data?: Readonly<Record<string, unknown>> | null
  /** All her roles in the application. */
  readonly roles?: readonly string[]
}

export type ChangedUser =
  /** `changed` is false where she was so already: nothing was written then, and no event. */
  ({ readonly kind: 'done'; readonly changed: boolean } & UserIn) | { readonly kind: 'unknown' } | Stale

export const updateUser: Operation<UserChange, ChangedUser> = (ports, scope, { id, version, roles, actor, ...facts }) =>
  changeUser(ports, scope, {
    id,
    version,
    decide(turn) {
      const change = {
        ...facts,
        ...(roles && { roles: { application: scope.application.id, roles: givenRoles(scope.application, roles) } }),
      }
      if (Object.values(change).every((value) => value === undefined)) return undefined
      const reason = roles ? (Object.keys(facts).length > 0 ? 'profile-and-roles' : 'roles') : 'profile'
      return { change, event: userEvent(turn, 'user.updated', id, { reason, actor }) }
    },
  })

export interface StandingChange extends Said, Insisting {
  readonly id: Id<'user'>
}

/** Shuts a user out at once: sessions end, waiting mails are dropped. From outside nothing shows before a proof. */
export const banUser: Operation<StandingChange, ChangedUser> = (ports, scope, { id, version, ...said }) =>
  changeUser(ports, scope, {
    id,
    version,
    decide: (turn, { status }) =>
      status === 'banned'
        ? undefined
        : { change: { status: 'banned', ends: true }, event: userEvent(turn, 'user.banned', id, said) },
  })

/** Lets a banned user in again. What ended with the ban stays ended. */
export const unbanUser: Operation<StandingChange, ChangedUser> = (ports, scope, { id, version, ...said }) =>
  changeUser(ports, scope, {
    id,
    version,
    decide: (turn, { status }) =>
      status === 'banned'
        ? { change: { status: 'active' }, event: userEvent(turn, 'user.unbanned', id, said) }
        : undefined,
  })

/** Shuts her out until she is unlocked: for a doubt that is looked into. A ban outranks it. */
export const lockUser: Operation<StandingChange, ChangedUser> = (ports, scope, { id, version, ...said }) =>
  changeUser(ports, scope, {
    id,
    version,
    decide: (turn, { status }) =>
      status === 'active'
        ? { change: { status: 'locked', ends: true }, event: userEvent(turn, 'user.locked', id, said) }
        : undefined,
  })

export const unlockUser: Operation<StandingChange, ChangedUser> = (ports, scope, { id, version, ...said }) =>
  changeUser(ports, scope, {
    id,
    version,
    decide: (turn, { status }) =>
      status === 'locked'
        ? { change: { status: 'active' }, event: userEvent(turn, 'user.unlocked', id, said) }
        : undefined,
  })

interface Deciding extends Insisting {
  readonly id: Id<'user'>
  /** `undefined` where there is nothing to do. */
  readonly decide: (turn: Turn, user: User) => { readonly change: StoreChange; readonly event: EventDraft } | undefined
}

const changeUser: Operation<Deciding, ChangedUser> = (ports, scope, { id, decide, ...insisting }) =>
  untilSettled<ChangedUser>(ports, scope, async (turn) => {
    const found = await ports.store.users.findIn({ ...turn.at, application: scope.application.id, id })
    if (!found || found.user.status === 'removed') return { kind: 'unknown' }
    if (isStale(insisting, found.user)) return { kind: 'stale' }
    const decided = decide(turn, found.user)
    if (!decided) return { kind: 'done', changed: false, ...found }
    const { change, event } = decided
    const { version } = found.user
    const also = { events: [event], messages: [] }
    const outcome = await ports.store.users.change({ ...turn.at, ...change, id, version, also })
    if (outcome.kind === 'changed') return undefined
    tell(turn, event)
    const roles = change.roles?.roles ?? found.roles
    return { kind: 'done', changed: true, user: after(found.user, change), roles }
  })

/** The user as the store has her now. */
function after(user: User, { status, name, locale, data }: StoreChange): User {
  const { name: oldName, locale: oldLocale, data: oldData, ...rest } = user
  const next: { -readonly [K in keyof User]: User[K] } = { ...rest, version: user.version + 1 }
  const [named, read, kept] = [newer(name, oldName), newer(locale, oldLocale), newer(data, oldData)]
  if (status !== undefined) next.status = status satisfies UserStatus
  if (named !== undefined) next.name = named
  if (read !== undefined) next.locale = read
  if (kept !== undefined) next.data = kept
  return next
}

function newer<T>(next: T | null | undefined, old: T | undefined): T | undefined {
  return next === undefined ? old : (next ?? undefined)
}
