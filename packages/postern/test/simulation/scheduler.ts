/**
 * The scheduler: everything that would wait for the world waits here, and what goes on next is drawn. No timer and no
 * thread has a say, so a seed decides the whole order.
 */
import type { Random } from './random.ts'

export interface Task {
  /** Who waits: when a node dies, its tasks are given up together. */
  readonly owner: object
  /** Writes may go on together: the store commits those of one turn in one transaction, in this order. */
  readonly write: boolean
  go(): void
  giveUp(): void
}

export interface Scheduler {
  wait(task: Task): void
  readonly waiting: number
  /** Lets one task go on, or now and then a few writes together. */
  release(): void
  giveUp(owner: object): void
}

const mostTogether = 4

export function createScheduler(random: Random): Scheduler {
  let tasks: Task[] = []
  const take = (): Task | undefined => tasks.splice(random.below(tasks.length), 1)[0]
  return {
    wait: (task) => void tasks.push(task),
    get waiting() {
      return tasks.length
    },
    release() {
      if (tasks.length === 0) return
      const first = take()
      const batch = first ? [first] : []
      while (batch.length < mostTogether && first?.write && tasks.some(({ write }) => write) && random.chance(0.3)) {
        const other = take()
        if (!other) break
        if (other.write) batch.push(other)
        else tasks.push(other)
      }
      for (const task of batch) task.go()
    },
    giveUp(owner) {
      const dropped = tasks.filter((task) => task.owner === owner)
      tasks = tasks.filter((task) => task.owner !== owner)
      for (const task of dropped) task.giveUp()
    },
  }
}

/** Resolves when everything that can go on without the scheduler has gone on: one turn of the event loop. */
export function settle(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve))
}
