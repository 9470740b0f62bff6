/** Puts metrics and spans around the parts of a runtime: the store's commands, the engine's operations, the transports. */
import { type Engine, type Observer, type Scope, type Store, type Transport, timeOfId } from 'postern/kit'
import type { Plan } from '../config/plan.ts'
import type { Metrics } from './metrics.ts'
import { recipientBucket } from './recipient-bucket.ts'
import type { Spans } from './spans.ts'

export interface Watchers {
  readonly metrics: Metrics | undefined
  readonly spans: Spans | undefined
}

/** Nothing is counted and nothing traced but where a setting asks for it. */
export async function createWatchers({ metrics, tracing }: Pick<Plan, 'metrics' | 'tracing'>): Promise<Watchers> {
  return {
    metrics: metrics && (await import('./metrics.ts')).createMetrics(),
    spans: tracing ? (await import('./spans.ts')).createSpans() : undefined,
  }
}

export function observerOf({ metrics, spans }: Watchers): Observer {
  return {
    ...((metrics || spans) && { store: (store) => watchStore(store, { metrics, spans }) }),
    ...(spans && { engine: (engine) => watchEngine(engine, spans) }),
    ...((metrics || spans) && { transport: (transport) => watchTransport(transport, { metrics, spans }) }),
  }
}

type Ask = (input: never) => Promise<unknown>

function watchStore(store: Store, watchers: Watchers): Store {
  const groups = Object.entries(store).map(([group, members]) => {
    if (typeof members !== 'object' || members === null || group === 'relay') return [group, members]
    const commands = Object.entries(members as Record<string, Ask>).map(([name, ask]) => [
      name,
      watched(`${group}.${name}`, ask, watchers),
    ])
    return [group, Object.fromEntries(commands)]
  })
  return { ...store, ...Object.fromEntries(groups), sweep: watched('sweep', store.sweep as Ask, watchers) } as Store
}

function watched(name: string, ask: Ask, { metrics, spans }: Watchers): Ask {
  const timed: Ask = metrics ? (input) => inTime(metrics, name, () => ask(input)) : ask
  return spans ? (input) => spans.around(`store ${name}`, {}, () => timed(input)) : timed
}

async function inTime(metrics: Metrics, name: string, ask: () => Promise<unknown>): Promise<unknown> {
  const began = performance.now()
  const seconds = (): number => (performance.now() - began) / 1000
  try {
    const answer = await ask()
    metrics.command(name, seconds())
    return answer
  } catch (fault) {
    metrics.command(name, seconds(), fault)
    throw fault
  }
}

type Operate = (scope: Scope, input: never) => Promise<unknown>

/** How it ended is told by its kind, a word of ours. */
function watchEngine(engine: Engine, spans: Spans): Engine {
  const operations = Object.entries(engine as unknown as Record<string, Operate>).map(([name, operate]) => [
    name,
    (scope: Scope, input: never) => {
      const attributes = { 'postern.tenant': scope.tenant.id, 'postern.application': scope.application.id }
      return spans.around(`postern ${name}`, attributes, async (span) => {
        const outcome = await operate(scope, input)
        const kind = typeof outcome === 'object' && outcome !== null && 'kind' in outcome ? outcome.kind : undefined
        if (typeof kind === 'string') span.setAttribute('postern.outcome', kind)
        return outcome
      })
    },
  ])
  return Object.fromEntries(operations) as Engine
}

function watchTransport(transport: Transport, { metrics, spans }: Watchers): Transport {
  const send: Transport['send'] = async (message, signal) => {
    const answer = await transport.send(message, signal)
    metrics?.delivery({
      mail: message.facts.kind,
      mailbox: recipientBucket(message.to),
      outcome: answer.kind,
      seconds: Math.max(0, Date.now() - madeAt(message.messageId)) / 1000,
    })
    return answer
  }
  return {
    ...transport,
    send: spans
      ? (message, signal) => {
          const attributes = { 'postern.mailbox': recipientBucket(message.to), 'postern.mail': message.facts.kind }
          return spans.around('postern deliver', attributes, async (span) => {
            const answer = await send(message, signal)
            span.setAttribute('postern.outcome', answer.kind)
            return answer
          })
        }
      : send,
  }
}

/** `<id@domain>`: ids tell the time of their making. */
function madeAt(messageId: string): number {
  const id = messageId.slice(1, messageId.indexOf('@'))
  return timeOfId(id as Parameters<typeof timeOfId>[0])
}
