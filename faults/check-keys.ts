/** API keys: as many as were given out, none after its end, and the first one once. */
import type { FinalState } from './evidence.ts'
import type { Operation } from './operations.ts'

export function checkKeys(
  operations: readonly Operation[],
  { keys }: FinalState,
  { lost, wrong }: { readonly lost: string[]; readonly wrong: string[] },
): void {
  checkClaims(operations, lost, wrong)
  const given = new Set(operations.flatMap(({ answer }) => (answer?.key === undefined ? [] : [answer.key])))
  const unknown = operations.filter(({ act, answer }) => makes(act) && answer === undefined).length
  if (keys.size > given.size + unknown) wrong.push(`there are ${keys.size} keys, and ${given.size} were given out`)
  const removed = operations.filter(({ act }) => act.kind === 'end-key' && act.by === 'removal')
  for (const key of given)
    if (!keys.has(key) && !removed.some(({ act }) => act.kind === 'end-key' && act.key === key))
      lost.push(`key ${key} was given out and is gone`)
  for (const { act, answer } of removed)
    if (act.kind === 'end-key' && answer?.status === 204 && keys.has(act.key))
      wrong.push(`key ${act.key} was removed and is there`)
  checkUses(operations, lost, wrong)
}

const makes = ({ kind }: Operation['act']): boolean => kind === 'claim' || kind === 'make-key'

function checkClaims(operations: readonly Operation[], lost: string[], wrong: string[]): void {
  const claims = operations.filter(({ act }) => act.kind === 'claim')
  for (const [secret, all] of Map.groupBy(claims, ({ act }) => (act.kind === 'claim' ? act.secret : ''))) {
    const won = all.filter(({ answer }) => answer?.status === 201).length
    if (won > 1) wrong.push(`the first key was given ${won} times for secret ${secret}`)
    if (won === 0 && all.every(({ answer }) => answer !== undefined))
      lost.push(`nobody was given the first key for secret ${secret}`)
  }
}

/** A secret that was ended stays out at once, wherever it is shown; one that was not is let in. */
function checkUses(operations: readonly Operation[], lost: string[], wrong: string[]): void {
  const ends = operations.filter(({ act }) => act.kind === 'end-key')
  for (const { act, answer, invokedAt, endedAt = invokedAt } of operations) {
    if (act.kind !== 'use-key' || answer === undefined) continue
    const own = ends.filter(
      (end) => end.act.kind === 'end-key' && end.act.key === act.key && endsIt(end.act, act.secret),
    )
    const isOver = own.some(
      ({ answer: done, endedAt: at }) => (done?.status ?? 500) < 300 && (at ?? invokedAt) < invokedAt,
    )
    if (answer.status === 200 && isOver) wrong.push(`key ${act.key} was ended and let somebody in`)
    if (answer.status === 401 && !own.some((end) => end.invokedAt <= endedAt))
      lost.push(`key ${act.key} was given out and let nobody in`)
  }
}

/** A removal ends every secret of the key. A rotation ends the one before it. */
const endsIt = (end: Operation['act'] & { readonly kind: 'end-key' }, secret: string): boolean =>
  end.by === 'removal' || end.secret === secret
