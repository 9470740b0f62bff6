/** Refresh tokens and hand-off codes: what was given for each, how often, and what a second time did. */
import type { Ending } from './endings.ts'
import type { FinalState } from './evidence.ts'
import type { Operation } from './operations.ts'

type Of<K extends Operation['act']['kind']> = Operation & { readonly act: { readonly kind: K } }

export interface Findings {
  readonly lost: string[]
  readonly wrong: string[]
}

export function checkTokens(
  operations: readonly Operation[],
  { state, endings }: { readonly state: FinalState; readonly endings: ReadonlyMap<string, Ending> },
  findings: Findings,
): void {
  checkRefreshes(operations.filter(isOf('refresh')), endings, findings)
  checkExchanges(operations.filter(isOf('exchange')), state, findings)
}

const isOf =
  <K extends Operation['act']['kind']>(kind: K) =>
  (operation: Operation): operation is Of<K> =>
    operation.act.kind === kind

/** One successor for each token, and none that is refused while its session goes on. */
function checkRefreshes(
  refreshes: readonly Of<'refresh'>[],
  endings: ReadonlyMap<string, Ending>,
  { lost, wrong }: Findings,
): void {
  for (const [token, all] of Map.groupBy(refreshes, ({ act }) => act.token)) {
    const successors = new Set(all.flatMap(({ answer }) => (answer?.given === undefined ? [] : [answer.given])))
    if (successors.size > 1) wrong.push(`refresh token ${token} was given ${successors.size} successors`)
    if (successors.has(token)) wrong.push(`refresh token ${token} was given for itself`)
    for (const { act, answer, invokedAt, endedAt = invokedAt } of all) {
      const ending = endings.get(act.session)
      if (answer?.status === 200 && ending && invokedAt >= ending.acknowledged)
        wrong.push(`session ${act.session} was signed out and was refreshed`)
      if (answer?.status === 401 && !(ending && ending.begun <= endedAt))
        lost.push(`refresh token ${token} was refused, and its session goes on`)
    }
  }
}

/** A code gives something once. Whoever exchanges it again ends the session that it came from. */
function checkExchanges(exchanges: readonly Of<'exchange'>[], state: FinalState, { lost, wrong }: Findings): void {
  for (const [session, all] of Map.groupBy(exchanges, ({ act }) => act.session)) {
    const answered = all.filter(({ answer }) => answer !== undefined)
    const won = answered.filter(({ answer }) => answer?.status === 200).length
    if (won > 1) wrong.push(`the code of session ${session} was exchanged ${won} times`)
    if (won === 0 && answered.length === all.length) lost.push(`the code of session ${session} gave nobody anything`)
    if (won > 0 && answered.length > 1 && state.sessions.has(session))
      wrong.push(`the code of session ${session} was exchanged again, and the session is there`)
  }
}
