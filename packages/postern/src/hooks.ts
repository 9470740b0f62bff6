/** The host application's hooks: told after commit, asked before a session is made. */
import { PosternError } from './domain/errors.ts'
import type { EventDraft, EventType } from './domain/event.ts'
import { type Instant, seconds } from './domain/instant.ts'
import type { Hooks, SignInIntent } from './ports/hooks.ts'

/** An event as a hook receives it. It carries ids and closed words, never a secret. */
export interface HookEvent extends EventDraft {
  readonly tenant: string
  readonly at: Instant
}

export type Listener = (event: HookEvent) => void | Promise<void>
/** Answers `{ veto: reason }` to refuse; anything else lets pass. */
export type Veto = (intent: SignInIntent) => VetoAnswer | Promise<VetoAnswer>
export type VetoAnswer = { readonly veto: string } | undefined | void

export interface HookRegistry extends Hooks {
  on(type: EventType | '*', listener: Listener): () => void
  before(act: 'sign-in', veto: Veto): () => void
}

const patience = seconds(2)

export function createHooks(onFault: (fault: unknown) => void): HookRegistry {
  const listeners = new Map<string, Set<Listener>>()
  const vetoes = new Set<Veto>()
  return {
    on(type, listener) {
      const set = listeners.get(type) ?? new Set()
      listeners.set(type, set.add(listener))
      return () => void set.delete(listener)
    },
    before(_act, veto) {
      vetoes.add(veto)
      return () => void vetoes.delete(veto)
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
      for (const veto of vetoes) {
        const answer = await inTime(veto, intent).catch((fault: unknown) => {
          onFault(fault)
          return { veto: 'hook-failed' }
        })
        if (answer) return answer.veto
      }
      return undefined
    },
  }
}

/** A hook that does not answer refuses: the gate never stands open because something else hangs. */
async function inTime(veto: Veto, intent: SignInIntent): Promise<VetoAnswer> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new PosternError('busy', 'a before-hook took longer than 2 s')), patience)
  })
  try {
    return await Promise.race([Promise.resolve(intent).then(veto), late])
  } finally {
    clearTimeout(timer)
  }
}
