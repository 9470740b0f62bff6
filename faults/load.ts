/** Many people signing in at once, as people do: some mistype, some click twice, some leave, and all try again. */
import { setTimeout as pause } from 'node:timers/promises'
import { type Asked, type Caller, type SignedIn, signedInBy, wrongCode } from './caller.ts'
import type { Random } from './random.ts'
import type { Sink } from './sink.ts'

export interface LoadOptions {
  readonly caller: Caller
  readonly sink: Sink
  readonly random: Random
  readonly workers: number
  /** Between two acts of one person, in milliseconds. */
  readonly breath?: number
  /** Session checks after each sign-in. */
  readonly checks?: number
  /** The share of people who mistype their code first. */
  readonly mistakes?: number
  /** How long somebody waits for a mail. */
  readonly patience?: number
  /** How long somebody repeats what got no answer. */
  readonly persistence?: number
}

export interface Load {
  signIns(): number
  /** Lets everybody finish what they are at. */
  stop(): Promise<void>
  /** Nobody repeats anything any more. */
  abandon(): void
}

const afterNoAnswer = 60

export function startLoad(options: LoadOptions): Load {
  const crowd: Crowd = { signIns: 0, isOver: false, isAbandoned: false, people: 0, ...options }
  const workers = Array.from({ length: options.workers }, async () => {
    while (!crowd.isOver) await signInOnce(crowd)
  })
  return {
    signIns: () => crowd.signIns,
    async stop() {
      crowd.isOver = true
      await Promise.all(workers)
    },
    abandon() {
      crowd.isOver = true
      crowd.isAbandoned = true
    },
  }
}

interface Crowd extends LoadOptions {
  signIns: number
  people: number
  isOver: boolean
  isAbandoned: boolean
}

async function signInOnce(crowd: Crowd): Promise<void> {
  const { caller, sink, random, patience = 4_000 } = crowd
  const asked = await request(crowd)
  if (!asked) return
  const mail = await sink.mailOf(asked.attempt, patience)
  if (!mail) return
  if (random.chance(crowd.mistakes ?? 0.25)) await mistype(crowd, asked, mail.code)
  const byCode = random.chance(0.4)
  const secrets = { ...(byCode ? { code: mail.code } : { token: mail.token }), handle: asked.handle }
  const signedIn = await persist(crowd, async () => {
    const outcome = await caller.redeem(asked.attempt, secrets)
    return outcome.answer && (signedInBy(outcome) ?? 'refused')
  })
  if (!signedIn || signedIn === 'refused') return
  crowd.signIns += 1
  if (random.chance(0.1)) await caller.redeem(asked.attempt, secrets)
  await live(crowd, signedIn)
}

/** One in four was here before. */
async function request(crowd: Crowd): Promise<Asked | undefined> {
  const { caller, random } = crowd
  const someone = random.chance(0.25) ? random.below(crowd.people + 1) : crowd.people++
  await breathe(crowd)
  const asked = await persist(crowd, async () => {
    const { answer, handle } = await caller.request(`person-${someone}@example.com`)
    return answer && (answer.attempt === undefined ? 'refused' : { attempt: answer.attempt, handle })
  })
  return asked === 'refused' ? undefined : asked
}

async function mistype(crowd: Crowd, asked: Asked, code: string): Promise<void> {
  for (let slip = 0; slip <= crowd.random.below(2); slip++) await crowd.caller.guess(asked, wrongCode(code, slip))
}

async function live(crowd: Crowd, signedIn: SignedIn): Promise<void> {
  const { caller, random, checks = 1 } = crowd
  for (let look = 0; look < checks; look++) {
    await breathe(crowd)
    await caller.check(signedIn)
  }
  if (!random.chance(0.2)) return
  await caller.signOut(signedIn)
  await caller.check(signedIn)
}

/** Again and again until somebody answers, or it is time to give up. */
async function persist<T>(crowd: Crowd, act: () => Promise<T | undefined>): Promise<T | undefined> {
  const giveUpAt = performance.now() + (crowd.persistence ?? 20_000)
  for (;;) {
    const outcome = await act()
    if (outcome !== undefined || crowd.isAbandoned || performance.now() > giveUpAt) return outcome
    await pause(afterNoAnswer)
  }
}

async function breathe({ breath = 0, random }: Crowd): Promise<void> {
  if (breath > 0) await pause(random.between(0.5, 1.5) * breath)
}
