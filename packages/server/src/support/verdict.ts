/**
 * Why this person did or did not get in: one word of a closed set, and a sentence that a colleague can read out. Rules
 * are asked one after the other, and the first that knows answers. Pure: all they see is the story.
 */
import type { Event, EventType, Message } from 'postern/kit'
import { handOffCodes, handOffTrouble } from './hand-off.ts'
import { isRobotsAlone } from './robots.ts'
import type { Story } from './story.ts'

export const verdictCodes = [
  'signed-in',
  'signed-in-elsewhere',
  'confirmed',
  'stopped-afterwards',
  'user-banned',
  'user-locked',
  'sign-up-closed',
  'vetoed',
  'address-reserved',
  'invitation-expired',
  'invitation-revoked',
  'not-me',
  'superseded',
  'ended',
  'second-factor-wanted',
  'second-factor-missing',
  'suppressed',
  'nothing-sent',
  'bounced',
  'mail-refused',
  'mail-too-late',
  'mail-cancelled',
  'mail-dropped',
  'mail-held',
  'mail-waiting',
  'mail-delayed',
  'approved',
  'approved-not-claimed',
  'codes-shut',
  'approval-shut',
  'robot-only',
  'opened-not-finished',
  'never-opened',
  'link-handed-out',
  ...handOffCodes,
] as const

export type VerdictCode = (typeof verdictCodes)[number]

export interface Verdict {
  readonly code: VerdictCode
  readonly outcome: 'in' | 'not-in' | 'not-yet'
  readonly sentence: string
}

export function verdictOf(story: Story): Verdict {
  for (const rule of rules) {
    const answer = rule(story)
    if (answer) return { outcome: outcomeOf(story), ...answer }
  }
  return { code: 'link-handed-out', outcome: outcomeOf(story), sentence: handedOut }
}

type Answer = Pick<Verdict, 'code' | 'sentence'> & Partial<Pick<Verdict, 'outcome'>>
type Rule = (story: Story) => Answer | undefined

const rules: readonly Rule[] = [completed, refused, cancelled, halfWay, notSent, afterDelivery]

const handedOut = 'The link was handed to the program that asked for it, not mailed, and it was not used.'

function outcomeOf(story: Story): Verdict['outcome'] {
  if (story.attempt.state === 'completed') return 'in'
  return isAlive(story) ? 'not-yet' : 'not-in'
}

const isAlive = ({ attempt, now }: Story): boolean =>
  attempt.state !== 'completed' && attempt.state !== 'cancelled' && attempt.expiresAt > now

function completed(story: Story): Answer | undefined {
  const { attempt, events } = story
  const { finish } = attempt
  if (attempt.state !== 'completed' || !finish) return undefined
  const at = clock(finish.at)
  const stopped = lastOf(events, 'session.revoked')
  if (stopped?.reason === 'not-me') {
    const sentence = `Somebody signed in at ${at}; the owner of the mailbox then said “this wasn’t me”, and that session was ended at ${clock(stopped.at)}.`
    return { code: 'stopped-afterwards', sentence }
  }
  if (attempt.purpose !== 'sign-in' && attempt.purpose !== 'invite') {
    return { code: 'confirmed', sentence: `The mailbox was proved at ${at}, and what was asked for was done.` }
  }
  const trouble = handOffTrouble(story)
  if (trouble) return trouble
  const mode = attempt.about?.mode
  if (mode === 'support' || mode === 'vouched') {
    return { code: 'signed-in', sentence: `Somebody got in at ${at} by ${handedOutAs(story)}.` }
  }
  if (finish.by === 'other') {
    const sentence = `The mail was used at ${at} in another browser than the one that asked${browserOf(finish.asked.browser)}: that browser is signed in, the one that asked is not.`
    return { code: 'signed-in-elsewhere', sentence }
  }
  const how = ways[lastOf(events, 'sign-in.completed')?.reason ?? ''] ?? ''
  return { code: 'signed-in', sentence: `The one who asked got in at ${at}${how}.` }
}

/** Whoever vouched may have had it mailed as well. What the new session is told by is another mail. */
function handedOutAs({ attempt, messages, events }: Story): string {
  const secret = lastOf(events, 'sign-in.completed')?.about?.['way'] === 'email-code' ? 'code' : 'link'
  if (attempt.about?.mode === 'support') return `a ${secret} that staff made; no mail was sent`
  const mailed = messages.some(({ state, facts }) => state === 'sent' && facts.kind === 'sign-in')
  return `a ${secret} that a program ${mailed ? 'started and had mailed' : 'handed out; no mail was sent'}`
}

const ways: Readonly<Record<string, string>> = {
  'email-link': ', by the link',
  'email-code': ', by the code',
  approved: ', approved by number on another device',
}

const refusals: Readonly<Record<string, Answer>> = {
  'user-banned': { code: 'user-banned', sentence: 'The address was proved, but the user is banned.' },
  'user-locked': { code: 'user-locked', sentence: 'The address was proved, but the user is locked.' },
  'sign-up-closed': {
    code: 'sign-up-closed',
    sentence: 'The address was proved, but there is no registration for it here and sign-up is closed to it.',
  },
  vetoed: { code: 'vetoed', sentence: 'The address was proved, but the application refused this sign-in.' },
  'address-reserved': {
    code: 'address-reserved',
    sentence: 'The address was proved, but it was given up a short while ago and is kept for its last owner.',
  },
  'invitation-expired': {
    code: 'invitation-expired',
    sentence: 'The address was proved, but the invitation behind it had expired.',
  },
  'invitation-revoked': {
    code: 'invitation-revoked',
    sentence: 'The address was proved, but the invitation behind it had been withdrawn.',
  },
}

function refused({ events }: Story): Answer | undefined {
  const answer = refusals[lastOf(events, 'sign-in.refused')?.reason ?? '']
  return answer && { ...answer, outcome: 'not-in' }
}

function cancelled({ attempt, events, askedAgain }: Story): Answer | undefined {
  if (attempt.state !== 'cancelled') return undefined
  const stopped = lastOf(events, 'attempt.cancelled')
  if (stopped) {
    const sentence = `Somebody who could read the mail said “this wasn’t me” at ${clock(stopped.at)}: the attempt was stopped.`
    return { code: 'not-me', sentence }
  }
  if (askedAgain) {
    const sentence = 'The same browser asked again: the newer mail took the place of this one, and only it works.'
    return { code: 'superseded', sentence }
  }
  return { code: 'ended', sentence: 'The attempt was ended before it was used: by a sign-out, a removal, or staff.' }
}

function halfWay(story: Story): Answer | undefined {
  if (story.attempt.state !== 'proved') return undefined
  if (isAlive(story)) {
    return { code: 'second-factor-wanted', sentence: 'The address is proved; the second factor is still to be given.' }
  }
  return { code: 'second-factor-missing', sentence: 'The address was proved, but no second factor was given in time.' }
}

function notSent(story: Story): Answer | undefined {
  const { messages, events } = story
  const bounced = lastOf(events, 'message.bounced')
  if (bounced?.reason === 'hard') {
    const sentence = `The mail was sent, and given back by the receiving side at ${clock(bounced.at)}: the mailbox does not take it.`
    return { code: 'bounced', sentence }
  }
  const newest = messages.at(-1)
  if (!newest || messages.some(({ state, facts }) => state === 'sent' && facts.kind !== 'sign-up-closed')) {
    return undefined
  }
  return unsent(story, newest)
}

function unsent(story: Story, { facts, state, reason = 'unknown', deadline, tries }: Message): Answer {
  if (facts.kind === 'sign-up-closed') {
    const sentence = 'There is no registration for this address and sign-up is closed to it; a mail said so.'
    return { code: 'sign-up-closed', sentence }
  }
  if (facts.kind === 'none') return nothingSent(story)
  const late = 'No transport took the mail before its link and code expired'
  if (state === 'held') {
    return { code: 'mail-held', sentence: 'The mail is held: the program that asked has not sent it yet.' }
  }
  if (state === 'queued' && deadline > story.now) {
    const sentence = tries > 0 ? `The mail waits to be tried again: ${reason}.` : 'The mail is about to be sent.'
    return { code: 'mail-waiting', sentence }
  }
  if (state === 'dropped' && reason === 'cancelled') {
    return { code: 'mail-cancelled', sentence: 'Staff dropped the mail before it was sent.' }
  }
  if (state === 'dropped') {
    return {
      code: 'mail-dropped',
      sentence: `The mail was dropped before it was sent: ${reason === 'application-gone' ? 'its application was removed' : 'the user was shut out'} meanwhile.`,
    }
  }
  if (state === 'failed' && reason === 'unreadable') {
    const sentence = 'The mail was given up before it was sent: its row in the database is damaged.'
    return { code: 'mail-dropped', sentence }
  }
  if (state === 'failed' && isRefusal(reason)) {
    return { code: 'mail-refused', sentence: `The mail server refused this mail for good: ${reason}.` }
  }
  return { code: 'mail-too-late', sentence: `${late}: ${reason}.` }
}

/** A permanent answer of RFC 5321 §4.2.1, or a provider's word for one. */
const isRefusal = (reason: string): boolean => /^smtp-5|^refused|^rejected/.test(reason)

function nothingSent({ subject, now }: Story): Answer {
  const { suppressedUntil } = subject
  if (suppressedUntil !== undefined && suppressedUntil > now) {
    const sentence = `No mail was sent: the address is suppressed until ${suppressedUntil === undefined ? '' : day(suppressedUntil)}.`
    return { code: 'suppressed', sentence }
  }
  if (!subject.registration) {
    const sentence = 'No mail was sent: there is no registration for this address and sign-up is closed to it.'
    return { code: 'sign-up-closed', sentence }
  }
  const sentence =
    'No mail was sent: at that time the address was suppressed or had no registration. By now it has one.'
  return { code: 'nothing-sent', sentence }
}

function afterDelivery(story: Story): Answer | undefined {
  const { attempt, events } = story
  if (attempt.state === 'approved') return approved(story)
  const opens = events.filter(({ type }) => type === 'link.opened')
  const shut = lastOf(events, 'codes.shut')
  if (shut) {
    const sentence = `The code was typed wrong too often, so codes of this mail were shut at ${clock(shut.at)}. Its link ${isAlive(story) ? 'still works' : 'was not used before it expired'}.`
    return { code: 'codes-shut', sentence }
  }
  if (lastOf(events, 'approval.shut')) {
    const sentence =
      'A wrong number was typed on the device that read the mail, so this sign-in cannot be approved any more.'
    return { code: 'approval-shut', sentence }
  }
  if (opens.length === 0) return unopened(story)
  if (isRobotsAlone(story)) {
    const sentence =
      'Only a robot seems to have opened the link, as mail scanners do; no person used it or typed the code.'
    return { code: 'robot-only', sentence }
  }
  const last = opens.at(-1)
  const sentence = `The link was opened${browserOf(last?.asked?.browser)}${last ? ` at ${clock(last.at)}` : ''}, but the sign-in was not finished there${attempt.tries > 0 ? `; ${attempt.tries} wrong codes were typed` : ''}.`
  return { code: 'opened-not-finished', sentence }
}

function approved(story: Story): Answer {
  if (isAlive(story)) {
    return { code: 'approved', sentence: 'The sign-in is approved; the device that asked has yet to come back for it.' }
  }
  const sentence = 'The sign-in was approved, but the device that asked did not come back for it in time.'
  return { code: 'approved-not-claimed', sentence }
}

function unopened(story: Story): Answer | undefined {
  const { events, messages } = story
  const delivered = lastOf(events, 'link.delivered')
  if (!delivered && messages.length === 0) return undefined
  const delayed = lastOf(events, 'message.delayed')
  if (delayed) {
    const sentence = `The mail was sent, but the receiving side keeps it waiting, as it said at ${clock(delayed.at)}.`
    return { code: 'mail-delayed', sentence }
  }
  const when = delivered ? ` at ${clock(delivered.at)} by ${delivered.reason ?? 'a transport'}` : ''
  const never = isAlive(story) ? 'has not been opened yet' : 'was never opened before it expired'
  return { code: 'never-opened', sentence: `The mail was handed over${when}; its link ${never} and no code was typed.` }
}

const lastOf = (events: readonly Event[], type: EventType): Event | undefined =>
  events.findLast((event) => event.type === type)

const clock = (moment: number): string => `${new Date(moment).toISOString().slice(11, 19)} UTC`
const day = (moment: number): string => `${new Date(moment).toISOString().slice(0, 16).replace('T', ' ')} UTC`
const browserOf = (browser: string | undefined): string => (browser === undefined ? '' : ` (${browser})`)
