/**
 * The program that is killed: the whole engine over the real SQLite store in a file, signing people in as fast as it
 * can, saying each step once it is answered. A checkpoint named in its orders ends it with SIGKILL, mid-step.
 */
import { appendFileSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { createSigner } from '../../src/adapters/jose/signer.ts'
import { createSignals } from '../../src/adapters/signals/signals.ts'
import { sqlite } from '../../src/adapters/sqlite/sqlite.ts'
import { createVault } from '../../src/adapters/vault/vault.ts'
import type { Client } from '../../src/domain/client.ts'
import { formatCredential, parseCredential, parseSecret } from '../../src/domain/credential.ts'
import { type Id, parseId } from '../../src/domain/id.ts'
import { instant } from '../../src/domain/instant.ts'
import type { Rendered } from '../../src/domain/message.ts'
import { createChores } from '../../src/engine/chores.ts'
import { createEngine, type Engine } from '../../src/engine/engine.ts'
import { createCourier } from '../../src/engine/outbox/courier.ts'
import { createRenderer } from '../../src/mails/renderer.ts'
import type { Hooks } from '../../src/ports/hooks.ts'
import type { Ports } from '../../src/ports/ports.ts'
import type { Transport } from '../../src/ports/transport.ts'
import {
  keyFile,
  type Line,
  type Orders,
  ordersFile,
  sinkFile,
  slots,
  storeFile,
  type Taken,
  type Told,
} from './history.ts'
import { scope } from './scope.ts'

const folder = process.argv[2] ?? ''
const orders = JSON.parse(readFileSync(join(folder, ordersFile), 'utf8')) as Orders
const workers = 8
const asked = { browser: 'Firefox on Windows', device: 'computer' } as const

/** How often each checkpoint was passed. */
const seen = new Map<string, number>()
const stranger: Client = { kind: 'browser', asked, networks: [] }

await live()

async function live(): Promise<void> {
  const store = await sqlite(join(folder, storeFile), { checkpoint }).open()
  const vault = createVault(readFileSync(join(folder, keyFile), 'utf8'))
  const born = performance.now()
  const clock = { now: () => instant(Math.floor(orders.now + performance.now() - born)) }
  const mailbox = new Map<string, (mail: Taken) => void>()
  const mails = sink(mailbox)
  const deadline = (milliseconds: number) => ({ signal: AbortSignal.timeout(milliseconds), clear() {} })
  const courier = createCourier(() => ports, {
    slots,
    deadline,
    checkpoint,
    onFault: (fault) => say(broken(String(fault))),
  })
  const hooks: Hooks = {
    tell: () => {},
    mayVeto: async () => undefined,
    beforeCreate: async () => ({ kind: 'create', user: {} }),
  }
  const ports: Ports = {
    signer: createSigner({ store, vault, clock, hooks }),
    store,
    vault,
    clock,
    directory: { find: () => scope, inUse: () => [scope] },
    renderer: createRenderer(),
    transports: () => [mails],
    signals: createSignals(),
    hooks,
    node: vault.id(clock.now()),
    once: () => true,
    post: (posted) => courier.post(posted),
  }
  const engine = createEngine(ports)
  const chores = createChores(ports, courier)
  await chores.run()
  for (const told of orders.replay) await replay(engine, told)
  let left = orders.signIns
  const work = async (worker: number): Promise<void> => {
    while (left-- > 0)
      await signIn(engine, mailbox, `life-${orders.life}-${left % (workers * 3)}-${worker}@example.com`)
  }
  await Promise.all(Array.from({ length: workers }, (_, worker) => work(worker)))
  await chores.run()
  await courier.stop()
  await store.messages.release({ now: clock.now(), owner: ports.node })
  await store.close()
  say({ step: 'done' })
}

/** Request, wait for the mail, guess wrongly now and then, redeem by link or by code, now and then twice. */
async function signIn(engine: Engine, mailbox: Map<string, (mail: Taken) => void>, email: string): Promise<void> {
  const requested = await engine.requestSignIn(scope, { client: stranger, locale: 'en', email })
  if (requested.kind !== 'sent') return say(broken(`a request is ${requested.kind}`))
  const { attempt, asker } = requested
  const arrival = new Promise<Taken>((resolve) => mailbox.set(attempt, resolve))
  say({ step: 'requested', attempt, email, asker: formatCredential(asker) })
  const { link, code } = await arrival
  const client: Client = { ...stranger, asker }
  const choice = Number(code.slice(-2))
  for (let guess = 0; guess < choice % 3; guess++) {
    say({ step: 'guessing', attempt })
    const answer = await engine.redeemCode(scope, { id: attempt, code: wrong(code, guess), client })
    if (answer.kind !== 'code-wrong') return say(broken(`a wrong code is ${answer.kind}`))
    say({ step: 'guessed', attempt })
  }
  say({ step: 'redeeming', attempt, link })
  const byCode = choice % 4 === 0
  for (let time = 0; time < (choice % 5 === 0 ? 2 : 1); time++) {
    const answer = byCode
      ? await engine.redeemCode(scope, { id: attempt, code, client })
      : await engine.redeem(scope, { id: attempt, secret: secretOf(link), client })
    if (answer.kind !== 'signed-in') return say(broken(`a redemption is ${answer.kind}`))
    say({ step: 'signed-in', attempt, session: answer.session.id, user: answer.user.id })
  }
}

/** What an earlier life redeemed, or may have redeemed, is redeemed again: by its asker, then by somebody else. */
async function replay(engine: Engine, { attempt, email, asker, link, session }: Told): Promise<void> {
  const id = parseId<'attempt'>(attempt)
  const binding = parseCredential<'binding'>(asker)
  if (!id || !binding || link === undefined) return
  const secret = secretOf(link)
  if (session === undefined) {
    const answer = await engine.redeem(scope, { id, secret, client: { ...stranger, asker: binding } })
    if (answer.kind === 'signed-in') {
      say({ step: 'signed-in', attempt, session: answer.session.id, user: answer.user.id })
    } else if (answer.kind !== 'link-used') say(broken(`an interrupted redemption is ${answer.kind}`))
  }
  const answer = await engine.redeem(scope, { id, secret, client: stranger, email })
  say({ step: 'replayed', attempt, answer: answer.kind })
  const guess = await engine.redeemCode(scope, { id: id satisfies Id<'attempt'>, code: '000000', client: stranger })
  if (guess.kind !== 'attempt-unknown') say(broken(`a stranger's code is ${guess.kind}`))
}

/** Takes a mail for good: it is in the file before the answer, as it would be in a mail server's queue. */
function sink(mailbox: Map<string, (mail: Taken) => void>): Transport {
  return {
    name: 'sink',
    channel: 'mail',
    async send(mail) {
      const taken = takenOf(mail)
      await nextTurn()
      appendFileSync(join(folder, sinkFile), `${JSON.stringify(taken)}\n`)
      mailbox.get(taken.attempt)?.(taken)
      mailbox.delete(taken.attempt)
      return { kind: 'taken' }
    },
  }
}

function takenOf({ messageId, facts }: Rendered): Taken {
  const link = facts.link ?? ''
  return { messageId, attempt: link.slice(-70, -44), link, code: facts.code ?? '' }
}

function secretOf(link: string): NonNullable<ReturnType<typeof parseSecret>> {
  const secret = parseSecret(link.slice(link.indexOf('#') + 1))
  if (!secret) throw new Error('a mail has no link')
  return secret
}

function wrong(code: string, guess: number): string {
  return code.slice(0, -1) + ((Number(code.slice(-1)) + 1 + guess) % 10)
}

function checkpoint(name: string): void {
  const times = (seen.get(name) ?? 0) + 1
  seen.set(name, times)
  if (orders.dieAt?.name !== name || orders.dieAt.times !== times) return
  say({ step: 'dying', at: name })
  process.kill(process.pid, 'SIGKILL')
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000)
}

function broken(what: string): Line {
  return { step: 'broken', what }
}

/** Synchronous, so that what was said is said however soon the end comes. */
function say(line: Line): void {
  writeSync(1, `${JSON.stringify(line)}\n`)
}
