/**
 * The judge. It reads what callers were told, what the database holds at the end and what the mail server took, and
 * says what was lost, done twice or done wrongly. It knows nothing of how any of it came about.
 */
import { checkKeys } from './check-keys.ts'
import { checkTokens } from './check-tokens.ts'
import { checkTrail } from './check-trail.ts'
import { type Ending, endingsOf } from './endings.ts'
import type { Evidence, FinalState, Verdict } from './evidence.ts'
import { type Operation, operationsOf } from './operations.ts'

export function check(evidence: Evidence): Verdict {
  const operations = operationsOf(evidence.lines)
  const lost: string[] = []
  const wrong: string[] = []
  checkRequests(operations, evidence, lost)
  const endings = endingsOf(operations)
  checkSessions(operations, evidence.state, { endings, lost, wrong })
  checkDeadLinks(operations, lost)
  checkTries(operations, evidence, wrong)
  checkRevoked(operations, evidence.state, { endings, lost, wrong })
  checkTokens(operations, { state: evidence.state, endings }, { lost, wrong })
  checkKeys(operations, evidence.state, { lost, wrong })
  checkTrail(operations, evidence.state, { lost, wrong })
  checkAnswers(operations, evidence, wrong)
  return { lost, wrong, duplicated: checkMails(evidence, wrong) }
}

interface Told {
  readonly endings: ReadonlyMap<string, Ending>
  readonly lost: string[]
  readonly wrong: string[]
}

/** An acknowledged request ends in a mail that was taken; in a reason only where the mail could not be helped. */
function checkRequests(
  operations: readonly Operation[],
  { state, mails, mailsMayEnd = false }: Evidence,
  lost: string[],
): void {
  const taken = new Set(mails.map(({ attempt }) => attempt))
  const messages = Map.groupBy(state.messages, ({ attempt }) => attempt)
  for (const { act, answer } of operations) {
    if (act.kind !== 'request' || answer?.status !== 200) continue
    const attempt = answer.attempt ?? ''
    if (!state.attempts.has(attempt)) lost.push(`attempt ${attempt} was acknowledged and is gone`)
    else if (!taken.has(attempt) && !(mailsMayEnd && messages.get(attempt)?.some(hasEnded)))
      lost.push(`the mail of ${attempt} was never taken: ${stateOf(messages.get(attempt))}`)
  }
}

const hasEnded = ({ state, reason }: FinalState['messages'][number]): boolean =>
  ['failed', 'expired', 'dropped'].includes(state) && reason !== null && reason !== ''

const stateOf = (messages: FinalState['messages'] | undefined): string =>
  messages === undefined
    ? 'no message'
    : messages.map(({ state, reason }) => (reason ? `${state} (${reason})` : state)).join(', ')

/** One attempt, one session, and an acknowledged one is there until it ends. */
function checkSessions(operations: readonly Operation[], state: FinalState, { endings, lost, wrong }: Told): void {
  const made = new Map<string, Set<string>>()
  const add = (attempt: string, session: string): void => {
    const sessions = made.get(attempt) ?? new Set()
    made.set(attempt, sessions.add(session))
  }
  for (const { act, answer } of operations) {
    if (act.kind !== 'redeem' || answer?.session === undefined) continue
    add(act.attempt, answer.session)
    if (act.expired) wrong.push(`attempt ${act.attempt} was redeemed after its time`)
    if (!state.sessions.has(answer.session) && !endings.has(answer.session))
      lost.push(`session ${answer.session} was acknowledged and is gone`)
  }
  for (const [session, { attempt }] of state.sessions) add(attempt, session)
  for (const { attempt, session } of state.completions) add(attempt, session)
  for (const [attempt, sessions] of made)
    if (sessions.size > 1) wrong.push(`attempt ${attempt} made ${sessions.size} sessions`)
  for (const [attempt, all] of Map.groupBy(state.completions, (each) => each.attempt))
    if (all.length > 1) wrong.push(`attempt ${attempt} was completed ${all.length} times`)
}

/** Whoever was told plainly every time, and never let in, had a mail that did not work. */
function checkDeadLinks(operations: readonly Operation[], lost: string[]): void {
  const known = new Set(operations.map(({ act, answer }) => (act.kind === 'request' ? answer?.attempt : undefined)))
  const redeemed = operations.filter(({ act }) => act.kind === 'redeem' && !act.expired && known.has(act.attempt))
  const never = ['link-unknown', 'link-used', 'attempt-unknown', 'code-wrong']
  for (const [attempt, all] of Map.groupBy(redeemed, ({ act }) => (act.kind === 'redeem' ? act.attempt : ''))) {
    if (all.every(({ answer }) => answer && answer.session === undefined && never.includes(answer.code ?? '')))
      lost.push(`the mail of ${attempt} let nobody in: ${all[0]?.answer?.code}`)
  }
}

/** Every wrong code that was answered was counted, and no two answers name the same try. */
function checkTries(operations: readonly Operation[], { lines, state }: Evidence, wrong: string[]): void {
  const counted = new Map<string, number>()
  const named = new Set<string>()
  const count = (attempt: string): void => void counted.set(attempt, (counted.get(attempt) ?? 0) + 1)
  for (const { act, answer } of operations) {
    if (act.kind !== 'guess' || answer === undefined) continue
    if (answer.session !== undefined) wrong.push(`a wrong code signed in by attempt ${act.attempt}`)
    if (answer.code !== 'code-wrong') continue
    count(act.attempt)
    const name = `${act.attempt} ${answer.triesLeft}`
    if (named.has(name))
      wrong.push(`two wrong codes of ${act.attempt} were both told that ${answer.triesLeft} are left`)
    named.add(name)
  }
  for (const line of lines) if (line.step === 'counted') count(line.attempt)
  for (const [attempt, least] of counted) {
    const row = state.attempts.get(attempt)
    if (row && row.tries < least)
      wrong.push(`attempt ${attempt} counts ${row.tries} tries, and at least ${least} were made`)
  }
}

/** What was signed out stays out; what was not stays in. */
function checkRevoked(operations: readonly Operation[], state: FinalState, { endings, lost, wrong }: Told): void {
  for (const [session, { acknowledged }] of endings)
    if (acknowledged < Number.POSITIVE_INFINITY && state.sessions.has(session))
      wrong.push(`session ${session} was signed out and is there`)
  for (const { act, answer, invokedAt, endedAt = invokedAt } of operations) {
    if (act.kind !== 'check' || answer === undefined) continue
    const end = endings.get(act.session)
    if (answer.status === 200 && end && invokedAt >= end.acknowledged)
      wrong.push(`session ${act.session} was signed out and let somebody in`)
    if (answer.status === 401 && !(end && end.begun <= endedAt))
      lost.push(`session ${act.session} was acknowledged and let nobody in`)
  }
}

function checkAnswers(operations: readonly Operation[], { allowsServerErrors }: Evidence, wrong: string[]): void {
  if (allowsServerErrors) return
  const failed = operations.filter(({ status }) => status === 500)
  for (const [kind, all] of Map.groupBy(failed, ({ act }) => act.kind))
    wrong.push(...all.map(() => `a ${kind} was answered with 500`))
}

/** Counts mails beyond the first of a message. A repeat has the same secrets, or is wrong. */
function checkMails({ mails, state }: Evidence, wrong: string[]): number {
  const secrets = new Map<string, string>()
  let duplicated = 0
  for (const mail of mails) {
    const first = secrets.get(mail.messageId)
    if (first === undefined) secrets.set(mail.messageId, mail.secrets)
    else {
      duplicated += 1
      if (first !== mail.secrets) wrong.push(`mail ${mail.messageId} came again with other secrets`)
    }
  }
  const taken = new Set(mails.map(({ attempt }) => attempt))
  for (const { attempt, state: at, sealed } of state.messages) {
    if (at === 'sent' && !taken.has(attempt))
      wrong.push(`the mail of ${attempt} is marked as sent, and was never taken`)
    if (at !== 'queued' && sealed) wrong.push(`the mail of ${attempt} has ended and still holds its secrets`)
    if (at === 'queued' && !sealed) wrong.push(`the mail of ${attempt} is queued without its secrets`)
  }
  return duplicated
}
