/**
 * A store whose commands all answer. Each store has time-outs of its own; what one of them never answers all the same is
 * `busy` in the end, so that nobody waits for ever, and no loop of chores stands still. Nothing is known then of what
 * became of the command.
 */
import { PosternError } from './domain/errors.ts'
import { type Duration, seconds } from './domain/instant.ts'
import type { Store } from './ports/store.ts'

/** Longer than any store of ours waits for its database. */
const usualPatience: Duration = seconds(30)

type Ask = (input: unknown) => Promise<unknown>

export function storeInTime(store: Store, patience: Duration = usualPatience): Store {
  const inTime =
    (ask: Ask): Ask =>
    (input) =>
      answered(ask(input), patience)
  const groups = Object.entries(store).flatMap(([name, part]) =>
    typeof part === 'object' && part !== null && name !== 'relay' ? [[name, groupInTime(part, inTime)]] : [],
  )
  const { sweep, erase, time, eventMark, clock } = store
  return {
    ...store,
    ...Object.fromEntries(groups),
    ...groupInTime({ sweep, erase, time, eventMark, ...(clock && { clock }) }, inTime),
    // It says so instead.
    ready: () => answered(store.ready(), patience).catch(() => false),
  }
}

function groupInTime<T extends object>(group: T, inTime: (ask: Ask) => Ask): T {
  return Object.fromEntries(Object.entries(group).map(([name, ask]) => [name, inTime(ask as Ask)])) as T
}

/** A late answer is nobody's any more, and a late fault neither. */
function answered<T>(answer: Promise<T>, patience: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new PosternError('busy', 'The store does not answer.')), patience)
    answer.then(
      (value) => {
        clearTimeout(timer)
        resolve(value)
      },
      (fault: unknown) => {
        clearTimeout(timer)
        reject(fault)
      },
    )
  })
}
