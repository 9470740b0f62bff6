/** The host application's hooks: told after commit, asked before a session or an account is made. */
import { PosternError } from './domain/errors.ts'
import { type EventDraft, type EventType, eventTypes } from './domain/event.ts'
import type { Id } from './domain/id.ts'
import { type Instant, seconds } from './domain/instant.ts'
import { anything, checkKind, checkMembers, type Kinds, method, object, oneOf, text } from './domain/kinds.ts'
import { isUserId } from './domain/user.ts'
import type { CreateAnswer, Hooks, NewUser, SignInIntent, UserIntent } from './ports/hooks.ts'

/** An event as a hook receives it: ids and closed words, the network as a prefix, and never a secret. */
export interface HookEvent<T extends EventType = EventType> {
  readonly id: string
  readonly type: T
  readonly tenant: string
  readonly at: Instant
  readonly application: string
  readonly attempt?: string
  readonly user?: string
  readonly session?: string
  /** The browser, place and network of whoever did it, where they are known. */
  readonly asked?: EventDraft['asked']
  /** Why, or by what: a stable word. */
  readonly reason?: string
  /** Who did it, where it was no user and not Postern itself: `key:<id>`, `cli`, `apply`. */
  readonly actor?: string
  /** Ids and closed words beside these: the kind and id of a setting, what became of it. */
  readonly about?: Readonly<Record<string, string>>
}

export type Listener<T extends EventType = EventType> = (event: HookEvent<T>) => void | Promise<void>

/** Answers `{ veto: reason }` to refuse, and nothing to let pass. What is neither refuses too, and is a fault that is told. */
export type Veto = (intent: SignInIntent) => VetoAnswer | Promise<VetoAnswer>
export type VetoAnswer = { readonly veto: string } | undefined | void

/**
 * Asked before an account is made. May refuse, keep the id of a row that the application has already (letters, digits,
 * `-` and `_`, 64 at most), and give the account a name and data to begin with. An answer that is none of this refuses.
 */
export type BeforeCreate = (intent: UserIntent) => BeforeCreateAnswer | Promise<BeforeCreateAnswer>
export type BeforeCreateAnswer =
  | { readonly veto: string }
  | { readonly id?: string; readonly name?: string; readonly data?: object }
  | undefined
  | void

/** What is asked before what is done. */
export interface BeforeHooks {
  readonly 'sign-in': Veto
  readonly 'user.create': BeforeCreate
}

export interface HookRegistry extends Hooks {
  on<T extends EventType>(type: T | '*', listener: Listener<T>): () => void
  before<A extends keyof BeforeHooks>(act: A, hook: BeforeHooks[A]): () => void
}

/** Answers the data as the option `userData` describes it, or throws. */
export type CheckData = (data: object) => Promise<Readonly<Record<string, unknown>>>

const patience = seconds(2)

export function createHooks(onFault: (fault: unknown) => void, checkData?: CheckData): HookRegistry {
  const listeners = new Map<string, Set<Listener>>()
  const before = { 'sign-in': new Set<Veto>(), 'user.create': new Set<BeforeCreate>() }
  return {
    on(type, listener) {
      if (type !== '*' && !eventTypes.includes(type)) throw new TypeError("type must be an event's, or '*'")
      checkKind('listener', listener, method)
      const set = listeners.get(type) ?? new Set()
      listeners.set(type, set.add(listener as Listener))
      return () => void set.delete(listener as Listener)
    },
    before(act, hook) {
      checkKind('act', act, oneOf(...Object.keys(before)))
      checkKind('hook', hook, method)
      const set = before[act] as Set<typeof hook>
      set.add(hook)
      return () => void set.delete(hook)
    },
    tell(tenant, at, events) {
      if (listeners.size === 0) return
      for (const event of events) {
        for (const listener of [...(listeners.get(event.type) ?? []), ...(listeners.get('*') ?? [])]) {
          void Promise.resolve({ ...event, tenant, at })
            .then(listener)
            .catch(onFault)
        }
      }
    },
    async mayVeto(intent) {
      for (const veto of before['sign-in']) {
        const answer = await inTime(veto, intent)
          .then((given) => membersOf(given, signInKinds, 'sign-in'))
          .catch(refused(onFault))
        if (answer.veto !== undefined) return answer.veto
      }
      return undefined
    },
    async beforeCreate(intent) {
      let user: NewUser = {}
      for (const hook of before['user.create']) {
        const answer = await inTime(hook, intent)
          .then((given) => userOf(membersOf(given, createKinds, 'user.create'), checkData))
          .catch(refused(onFault))
        if (answer.veto !== undefined) return { kind: 'vetoed', reason: answer.veto }
        user = { ...user, ...answer }
      }
      return { kind: 'create', user } satisfies CreateAnswer
    },
  }
}

interface CreateMembers {
  readonly veto?: string
  readonly id?: string
  readonly name?: string
  readonly data?: object
}

const signInKinds: Kinds<{ veto: string }> = { veto: text }
const createKinds: Kinds<CreateMembers> = { veto: text, id: anything, name: text, data: object }

/** What a hook answers, which code without types may make of anything: `false` is not to be taken for a yes. */
function membersOf<T>(given: T, kinds: Kinds<object>, act: keyof BeforeHooks): Partial<Exclude<T, undefined | void>> {
  const answer = given ?? {}
  checkKind(`before ${act}: the answer`, answer, object)
  checkMembers(answer, kinds, { before: `before ${act}: `, what: 'answer' })
  return answer
}

async function userOf(
  { veto, id, name, data }: CreateMembers,
  checkData: CheckData | undefined,
): Promise<NewUser & { readonly veto?: string }> {
  if (veto !== undefined) return { veto }
  if (id !== undefined && !isUserId(id)) throw new TypeError('before user.create: id is no id of a user')
  return {
    ...(id !== undefined && { id: id as Id<'user'> }),
    ...(name !== undefined && { name }),
    ...(data && { data: checkData ? await checkData(data) : { ...data } }),
  }
}

/** A hook that fails refuses: the gate never stands open because something else is broken. */
const refused =
  (onFault: (fault: unknown) => void) =>
  (fault: unknown): { readonly veto: string } => {
    onFault(fault)
    return { veto: 'hook-failed' }
  }

async function inTime<I, O>(hook: (intent: I) => O | Promise<O>, intent: I): Promise<O> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new PosternError('busy', 'a before-hook took longer than 2 s')), patience)
  })
  try {
    return await Promise.race([Promise.resolve(intent).then(hook), late])
  } finally {
    clearTimeout(timer)
  }
}
