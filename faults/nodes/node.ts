/**
 * One node: the whole library behind `node:http`, in a process that can be ended or paused at every call of its store,
 * at every named moment of the store and the delivery, and whose ports can be made to fail.
 */
import { writeSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import { checkOptions, createHooks, nodeListener, type Runtime, type RuntimeOptions, startRuntime } from 'postern/kit'
import { smtp } from 'postern/smtp'
import { around } from './around.ts'
import { offsetReader } from './moving-clock.ts'
import { type Injury, type Orders, ordersName, type Said, type Told } from './orders.ts'
import { watchStalls } from './stalls.ts'
import { storeAt } from './store-at.ts'

const orders = JSON.parse(process.env[ordersName] ?? '{}') as Orders
const trueNow = Date.now
/** How often each moment came. */
const seen = new Map<string, number>()
const called = new Set<string>()
const stalls = watchStalls()
let { injured } = orders
let injuries = 0

const time = moveClock()
const runtime = await startRuntime(await runtimeOptions())
const server = createServer(nodeListener(() => runtime.app))
server.keepAliveTimeout = 65_000
server.listen(0, '127.0.0.1', () => {
  say({ kind: 'ready', port: (server.address() as AddressInfo).port })
})
process.on('SIGTERM', () => void leave(server, runtime))
createInterface({ input: process.stdin })
  .on('line', (line) => obey(JSON.parse(line) as Told))
  // Whoever started this is gone.
  .on('close', () => process.exit(1))

async function runtimeOptions(): Promise<RuntimeOptions> {
  const onFault = (fault: unknown, { route }: { readonly route: string }): void =>
    say({ kind: 'fault', route, what: fault instanceof Error ? `${fault.name}: ${fault.message}` : String(fault) })
  const source = await storeAt(orders.database, { checkpoint: reach, waitForLock: orders.waitForLock })
  const transport = around(smtp(orders.smtp), callPort, 'transport.')
  const options = {
    baseUrl: orders.baseUrl,
    secret: orders.secret,
    store: { ...source, open: async () => around(await source.open(), callPort) },
    mail: { from: 'Faults <no-reply@example.com>', transport },
    limits: 'off',
    ...(orders.bearer ? { mode: 'bearer' as const } : {}),
    ...(orders.secretsLive === undefined ? {} : { lifetimes: { secrets: orders.secretsLive } }),
  } as const
  const { scope, base, development, transports } = checkOptions(options)
  return {
    scope,
    base,
    development,
    transports,
    store: options.store,
    secret: options.secret,
    hooks: createHooks((fault) => onFault(fault, { route: 'hook' })),
    checksHost: true,
    trustedHops: 0,
    forwardingHeader: 'x-forwarded-for',
    loop: orders.loop ?? true,
    onFault,
    onUntrustedForwarding: () => undefined,
    checkpoint: reach,
    ...(orders.patience === undefined ? {} : { patience: orders.patience }),
    ...time,
  }
}

/** Every call of a port: a moment before, a moment after, and perhaps an injury instead of the call. */
function callPort(name: string, input: unknown, act: () => unknown): unknown {
  called.add(name)
  if (name === 'transport.name' || name === 'ready') return act()
  if (injured?.name === name) {
    injuries += 1
    return injure(injured.how, act)
  }
  reach(`before:${name}`, input)
  const outcome = act()
  if (!(outcome instanceof Promise)) return outcome
  return outcome.then((answer: unknown) => {
    reach(`after:${name}`, isRefusal(answer) ? undefined : input)
    return answer
  })
}

/** A try that was not taken was not counted either. */
function isRefusal(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'kind' in answer && answer.kind === 'exhausted'
}

function injure(how: Injury, act: () => unknown): unknown {
  switch (how) {
    case 'rejects':
      return Promise.reject(new Error('an injected fault'))
    case 'throws':
      throw new Error('an injected fault')
    case 'hangs':
      return new Promise(() => undefined)
    case 'twice':
      return Promise.resolve(act()).then(act)
  }
}

function reach(name: string, input?: unknown): void {
  const times = (seen.get(name) ?? 0) + 1
  seen.set(name, times)
  const { at } = orders
  if (at?.name !== name || at.times !== times) return
  const attempt = typeof input === 'object' && input !== null && 'id' in input ? String(input.id) : undefined
  say({ kind: 'reached', at: name, ...(attempt === undefined ? {} : { attempt }) })
  if (at.act === 'die') {
    process.kill(process.pid, 'SIGKILL')
    for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000)
  }
  process.kill(process.pid, 'SIGSTOP')
}

function obey(told: Told): void {
  if (told.kind === 'sample') {
    say({ kind: 'sample', ...stalls(), called: [...called], injuries })
    return
  }
  injured = undefined
  injuries = 0
  called.clear()
  say({ kind: 'done' })
}

function moveClock(): Pick<RuntimeOptions, 'clock' | 'wall'> {
  if (!orders.clock) return {}
  const offset = offsetReader(orders.clock.file)
  Date.now = () => trueNow() + offset()
  if (orders.clock.kind === 'machine') return {}
  if (orders.clock.kind === 'skewed') return { wall: () => performance.timeOrigin + performance.now() + offset() }
  let last = 0
  const now = (): number => {
    last = Math.max(last, Date.now())
    return last
  }
  return { clock: { now } as NonNullable<RuntimeOptions['clock']> }
}

async function leave(server: Server, runtime: Runtime): Promise<void> {
  runtime.endStreams()
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeIdleConnections()
  await closed
  await runtime.close()
  process.exit(0)
}

/** Synchronous, so that what was said is said however soon the end comes. */
function say(line: Said): void {
  writeSync(3, `${JSON.stringify(line)}\n`)
}
