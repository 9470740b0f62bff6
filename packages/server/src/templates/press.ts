/**
 * Where templates are printed: a worker or two, each with a time limit. One that takes too long, or dies, is ended and
 * replaced; its job is lost and nothing else. Workers are made when they are first needed.
 */
import { Worker } from 'node:worker_threads'
import type { Done, Job } from './job.ts'

export type Printed = Done | { readonly kind: 'lost'; readonly why: 'too-slow' | 'died' | 'too-many' }

export interface Press {
  print(job: Job): Promise<Printed>
  close(): Promise<void>
}

export interface PressOptions {
  /** Milliseconds for one job. */
  readonly limit?: number
  readonly workers?: number
  /** Jobs that wait for a worker; one more is lost as `too-many`. */
  readonly waiting?: number
}

const longestStart = 10_000

export function createPress({ limit = 250, workers = 2, waiting: mostWaiting = 200 }: PressOptions = {}): Press {
  const idle: Worker[] = []
  const all = new Set<Worker>()
  const waiting: (() => void)[] = []
  let busy = 0

  async function turn(): Promise<boolean> {
    if (busy < workers) {
      busy++
      return true
    }
    if (waiting.length >= mostWaiting) return false
    await new Promise<void>((resolve) => waiting.push(resolve))
    return true
  }

  function pass(): void {
    const next = waiting.shift()
    if (next) next()
    else busy--
  }

  async function work(job: Job): Promise<Printed> {
    const worker = idle.pop() ?? (await startWorker(all))
    if (!worker) return { kind: 'lost', why: 'died' }
    const printed = await answerOf(worker, job, limit)
    if (printed.kind !== 'lost') {
      idle.push(worker)
      return printed
    }
    all.delete(worker)
    await worker.terminate()
    return printed
  }

  return {
    async print(job) {
      if (!(await turn())) return { kind: 'lost', why: 'too-many' }
      try {
        return await work(job)
      } finally {
        pass()
      }
    },
    async close() {
      await Promise.all([...all].map((worker) => worker.terminate()))
      all.clear()
      idle.length = 0
    },
  }
}

/** In the sources as in the bundle the worker is the file beside this one. */
const workerFile = import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js'

async function startWorker(all: Set<Worker>): Promise<Worker | undefined> {
  const worker = new Worker(new URL(workerFile, import.meta.url), {
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 },
  })
  worker.unref()
  all.add(worker)
  const ready = await heard<'ready'>(worker, longestStart)
  if (ready.kind === 'heard') return worker
  all.delete(worker)
  await worker.terminate()
  return undefined
}

async function answerOf(worker: Worker, job: Job, limit: number): Promise<Printed> {
  const hearing = heard<Done>(worker, limit)
  worker.postMessage(job)
  const answer = await hearing
  return answer.kind === 'heard' ? answer.said : { kind: 'lost', why: answer.kind === 'late' ? 'too-slow' : 'died' }
}

type Heard<T> = { readonly kind: 'heard'; readonly said: T } | { readonly kind: 'late' | 'died' }

/** The next thing a worker says, unless it dies or time runs out before. */
function heard<T>(worker: Worker, limit: number): Promise<Heard<T>> {
  return new Promise((resolve) => {
    const end = (outcome: Heard<T>): void => {
      clearTimeout(timer)
      worker.off('message', said)
      worker.off('exit', died)
      resolve(outcome)
    }
    const said = (text: T): void => end({ kind: 'heard', said: text })
    const died = (): void => end({ kind: 'died' })
    const timer = setTimeout(() => end({ kind: 'late' }), limit)
    worker.on('message', said)
    worker.once('exit', died)
    // Its end is what counts; without a listener a fault of a worker would end the process.
    if (worker.listenerCount('error') === 0) worker.on('error', () => {})
  })
}
