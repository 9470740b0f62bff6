/**
 * What is counted, for Prometheus. Every label is from a closed list of ours: no address, no id, nothing that a caller
 * sent. Owns the numbers and their names; knows neither routes nor access.
 */
import { type Channel, type MessageKind, PosternError, type Runtime } from 'postern/kit'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { AnswerStatus } from '../logs/log.ts'
import type { RecipientBucket } from './recipient-bucket.ts'

export interface Metrics {
  /** As Prometheus reads it. */
  text(): Promise<string>
  readonly contentType: string
  event(about: CountedEvent): void
  request(about: {
    readonly method: string
    readonly route: string
    readonly status: AnswerStatus
    readonly seconds: number
  }): void
  command(name: string, seconds: number, fault?: unknown): void
  delivery(about: {
    readonly mail: MessageKind
    readonly mailbox: RecipientBucket
    readonly outcome: string
    readonly seconds: number
  }): void
  /** From then on queue and connections are looked at when somebody asks. */
  watch(runtime: Runtime): void
}

export interface CountedEvent {
  readonly type: string
  readonly attempt?: unknown
  readonly reason?: string
}

/** Steps of a sign-in by the event that tells of each. That its mail was delivered is seen where it is. */
const steps: Readonly<Record<string, string>> = {
  'link.requested': 'requested',
  'link.failed': 'failed',
  'link.opened': 'opened',
  'attempt.approved': 'approved',
  'attempt.cancelled': 'cancelled',
  'codes.shut': 'codes-shut',
  'sign-in.completed': 'redeemed',
  'sign-in.refused': 'refused',
}

/** Mails that answer a request, one for each: what else is sent belongs to no step. */
const requested: ReadonlySet<MessageKind> = new Set([
  'sign-in',
  'sign-up-closed',
  'change-address',
  'step-up',
  'delete',
  'address-taken',
])

/** Words in which something is refused, done or limited; whatever else there may be is one word more. */
const told: Readonly<Record<string, ReadonlySet<string>>> = {
  'sign-in.completed': new Set(['email-link', 'email-code', 'approved', 'vouched', 'support']),
  'sign-in.refused': new Set([
    'sign-up-closed',
    'user-banned',
    'user-locked',
    'vetoed',
    'address-reserved',
    'invitation-expired',
    'invitation-revoked',
  ]),
  'limit.exceeded': new Set(['address', 'network', 'shared']),
}

const fast = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]
const slow = [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 1200]

export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const { signIns, limits, requests, commands, faults, deliveries } = countersIn([registry])
  return {
    text: () => registry.metrics(),
    contentType: registry.contentType,
    event({ type, attempt, reason }) {
      // Invitations, and mails of the host, fail by the same event.
      const step = attempt === undefined ? undefined : steps[type]
      if (step) signIns.inc({ step, reason: wordOf(type, reason) })
      if (type === 'limit.exceeded') limits.inc({ budget: wordOf(type, reason) })
    },
    request: ({ method, route, status, seconds }) =>
      requests.observe({ method, route, status: String(status) }, seconds),
    command(command, seconds, fault) {
      commands.observe({ command }, seconds)
      if (fault !== undefined) faults.inc({ command, fault: isBusy(fault) ? 'busy' : 'other' })
    },
    delivery({ mail, mailbox, outcome, seconds }) {
      deliveries.observe({ mailbox, outcome }, seconds)
      if (outcome === 'taken' && requested.has(mail)) signIns.inc({ step: 'delivered', reason: '' })
    },
    watch: (runtime) => watchRuntime(registry, runtime),
  }
}

function countersIn(registers: Registry[]) {
  const signIns = new Counter({
    name: 'postern_sign_ins_total',
    help: 'Steps of sign-ins: requested, delivered, failed, opened, approved, cancelled, redeemed (by method), refused (by reason).',
    labelNames: ['step', 'reason'],
    registers,
  })
  const limits = new Counter({
    name: 'postern_limits_total',
    help: 'Limits that were hit, by whose budget.',
    labelNames: ['budget'],
    registers,
  })
  const requests = new Histogram({
    name: 'postern_http_request_seconds',
    help: 'Time to the end of an answer, by pattern of the route.',
    labelNames: ['method', 'route', 'status'],
    buckets: fast,
    registers,
  })
  const commands = new Histogram({
    name: 'postern_store_command_seconds',
    help: 'Time of a command of the database, waiting included.',
    labelNames: ['command'],
    buckets: fast,
    registers,
  })
  const faults = new Counter({
    name: 'postern_store_faults_total',
    help: 'Commands that failed: busy, or of another fault.',
    labelNames: ['command', 'fault'],
    registers,
  })
  const deliveries = new Histogram({
    name: 'postern_delivery_seconds',
    help: 'From a mail’s making to the transport’s answer, by whose mailbox it is.',
    labelNames: ['mailbox', 'outcome'],
    buckets: slow,
    registers,
  })
  return { signIns, limits, requests, commands, faults, deliveries }
}

const isBusy = (fault: unknown): boolean => fault instanceof PosternError && fault.code === 'busy'

function wordOf(type: string, reason: string | undefined): string {
  const words = told[type]
  if (!words) return ''
  return reason !== undefined && words.has(reason) ? reason : 'other'
}

/** Looking costs a read: one does for so long, however often somebody asks. */
const keepFor = 5_000

/** Where nothing waits that is said as well: a series that is not there wakes nobody, and looks like one that was lost. */
const channels: readonly Channel[] = ['mail', 'webhook']

function watchRuntime(registry: Registry, { ports, backlogs }: Runtime): void {
  const registers = [registry]
  const { store, clock } = ports
  let lookedAt = Number.NEGATIVE_INFINITY
  let known: Awaited<ReturnType<typeof store.messages.waiting>> = []
  let seen = Promise.resolve(known)
  const look = async (): typeof seen => {
    if (performance.now() - lookedAt < keepFor) return seen
    lookedAt = performance.now()
    // A database that does not answer has not lost what waited in it.
    seen = store.messages.waiting({ now: clock.now() }).catch(() => known)
    known = await seen
    return known
  }
  new Gauge({
    name: 'postern_outbox_messages',
    help: 'Messages that wait in the database, by channel. 10001 stands for any number above 10000.',
    labelNames: ['channel'],
    registers,
    async collect() {
      for (const channel of channels) this.set({ channel }, 0)
      for (const { channel, count } of await look()) this.set({ channel }, count)
    },
  })
  new Gauge({
    name: 'postern_outbox_late_seconds',
    help: 'How long ago the message that is due first was due, by channel; 0 while none is late.',
    labelNames: ['channel'],
    registers,
    async collect() {
      for (const channel of channels) this.set({ channel }, 0)
      for (const { channel, due } of await look()) this.set({ channel }, Math.max(0, clock.now() - due) / 1000)
    },
  })
  new Gauge({
    name: 'postern_delivery_backlog',
    help: 'Mails that wait in this process for a free slot.',
    registers,
    collect() {
      let all = 0
      for (const { waiting } of backlogs()) all += waiting
      this.set(all)
    },
  })
  if (!store.connections) return
  new Gauge({
    name: 'postern_store_connections',
    help: 'Connections of this process to the database, and callers that wait for one.',
    labelNames: ['state'],
    registers,
    collect() {
      const { open, idle, waiting } = store.connections?.() ?? { open: 0, idle: 0, waiting: 0 }
      this.set({ state: 'used' }, open - idle)
      this.set({ state: 'idle' }, idle)
      this.set({ state: 'waited-for' }, waiting)
    },
  })
}
