/** The generator: a process of its own, so that the server's clock is not the crowd's. Obeys one order at a time. */
import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { type Random, randomFrom } from '../../faults/random.ts'
import { type Crowd, createCrowd } from './crowd.ts'
import { type Held, hold } from './held.ts'
import { createLines, type Lines } from './lines.ts'
import { startMailThread } from './running-mail-thread.ts'
import { createTally, type Tally } from './tally.ts'
import type { Figures, Kind, Order, Place, Said } from './told.ts'

/** Two sessions are read for every sign-in and every page. */
const mix: readonly Kind[] = ['sign-in', 'check', 'page', 'check']
/** As many as two balancers of the guide keep to one node. */
const sockets = 2_000
/** After so many milliseconds a person turns away. */
const patience = 5_000
/** Before anything is mixed there must be sessions to read. */
const sessionsFirst = 64
const longestWarmUp = 60_000
const mostAtOnce = 64
/** Fewer things done say nothing of a rate. */
const fewest = 200

interface Stage {
  readonly place: Place
  readonly random: Random
  readonly crowd: Crowd
  readonly lines: Lines
}

let stage: Stage | undefined
let held: Held | undefined
const post = await startMailThread((mail) => stage?.crowd.take(mail))
process.on('message', (order: Order) => void obey(order))
process.on('disconnect', () => process.exit())
say({ kind: 'ready', smtpPort: post.port })

async function obey(order: Order): Promise<void> {
  if (order.kind === 'place') {
    const random = randomFrom(order.place.seed)
    stage = {
      place: order.place,
      random,
      crowd: createCrowd(order.place.host, random),
      lines: createLines({ port: order.place.port, most: sockets, patience }),
    }
    return say({ kind: 'done' })
  }
  if (!stage) throw new Error('no place yet')
  const { place, crowd } = stage
  switch (order.kind) {
    case 'closed':
    case 'open':
      return say({ kind: 'figures', figures: await phase(order, stage) })
    case 'hold':
      held = await hold(order.holding, order.count, place)
      return say({ kind: 'held', ...held.counts(), rss: residentOf(place.pid) })
    case 'release': {
      const counts = held?.counts() ?? { held: 0, gone: 0 }
      held?.release()
      return say({ kind: 'held', ...counts, rss: residentOf(place.pid) })
    }
    case 'evidence':
      await post.all()
      return say({ kind: 'evidence', evidence: crowd.evidence })
  }
}

/** What is under way when the time is over may end, for a little while; what has not ended then counts as late. */
async function phase(order: Extract<Order, { kind: 'closed' | 'open' }>, stage: Stage): Promise<Figures> {
  const { crowd, lines, place } = stage
  // Mails of the phase before are none of this one's. A crowd that comes by the clock does not ask.
  const giveUpAt = performance.now() + longestWarmUp
  while (order.kind === 'closed' && crowd.waiting > 0 && performance.now() < giveUpAt) await pause(50)
  if (order.kind === 'open') await lines.open(order.rate)
  const memory = watchMemory(place.pid)
  await gatherSessions(crowd, lines)
  const tally = createTally()
  const [begun, worked] = [performance.now(), workOf(place.pid)]
  const seconds =
    order.kind === 'closed'
      ? await inTurn(order.people, order.seconds, stage, tally)
      : await byTheClock(order, stage, tally)
  const core = (workOf(place.pid) - worked) / (performance.now() - begun)
  memory.stop()
  lines.giveUp()
  return tally.figures(seconds, { sockets: lines.count, rss: memory.most(), core })
}

/** What ends after the time is over is not counted. A machine that is slow is given more time to show what it can do. */
async function inTurn(people: number, seconds: number, { crowd, lines }: Stage, tally: Tally): Promise<number> {
  const begun = performance.now()
  let isOver = false
  let turn = 0
  const again = (): void => {
    if (isOver) return
    tally.arrived(0)
    const kind = mix[turn++ % mix.length] ?? 'check'
    crowd.act({ kind, planned: performance.now(), tally, lines, waits: true, over: again })
  }
  for (let one = 0; one < people; one++) again()
  await pause(seconds * 1000)
  const giveUpAt = performance.now() + longestWarmUp
  while (tally.total() < fewest && performance.now() < giveUpAt) await pause(10)
  isOver = true
  return (performance.now() - begun) / 1000
}

async function gatherSessions(crowd: Crowd, lines: Lines): Promise<void> {
  const giveUpAt = performance.now() + longestWarmUp
  const tally = createTally()
  const again = (): void => {
    if (crowd.sessions >= sessionsFirst || performance.now() > giveUpAt) return
    crowd.act({ kind: 'sign-in', planned: performance.now(), tally, lines, waits: true, over: again })
  }
  for (let one = 0; one < 8; one++) again()
  while (crowd.sessions < sessionsFirst && performance.now() < giveUpAt) await pause(10)
  if (crowd.sessions === 0) throw new Error('nobody could sign in')
}

type ByTheClock = Extract<Order, { kind: 'open' }>

/** Poisson: the time to the next arrival does not know what became of the last. */
async function byTheClock({ rate, seconds, waits }: ByTheClock, stage: Stage, tally: Tally): Promise<number> {
  const { crowd, lines, random } = stage
  let next = performance.now()
  const end = next + seconds * 1000
  await new Promise<void>((resolve) => {
    const step = (): void => {
      const now = performance.now()
      // So much at once, so that answers are heard in between.
      for (let count = 0; count < mostAtOnce && next <= now && next < end; count++) {
        tally.arrived(performance.now() - next)
        crowd.act({ kind: random.of(mix), planned: next, tally, lines, waits, over: () => undefined })
        next += (-Math.log(1 - random.next()) / rate) * 1000
      }
      if (next >= end) resolve()
      else if (next - now > 2) setTimeout(step, 1)
      else setImmediate(step)
    }
    step()
  })
  await pause(Math.max(0, end - performance.now()) + patience / 5)
  return seconds
}

function watchMemory(pid: number): { most(): number; stop(): void } {
  let most = residentOf(pid)
  const looking = setInterval(() => (most = Math.max(most, residentOf(pid))), 100)
  return { most: () => most, stop: () => clearInterval(looking) }
}

/** In megabytes; 0 where this system does not tell. */
function residentOf(pid: number): number {
  try {
    const found = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))
    return Math.round(Number(found?.[1] ?? 0) / 1024)
  } catch {
    return 0
  }
}

/** Milliseconds on a core since it began, by ticks of a hundredth of a second; 0 where this system does not tell. */
function workOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ') ?? []
    return (Number(fields[11]) + Number(fields[12])) * 10
  } catch {
    return 0
  }
}

function say(said: Said): void {
  process.send?.(said)
}
