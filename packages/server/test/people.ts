/** People who sign in, and out, as long as they are let, and remember when each step was begun and acknowledged. */
import { setTimeout as pause } from 'node:timers/promises'
import { type Browser, browser, tokenOf } from './browser.ts'
import type { MailServer } from './mail-server.ts'
import { host } from './process.ts'

/** When a step was begun and acknowledged; the second is missing where it never was. */
export interface Step {
  readonly begun: number
  readonly done: number
}

export interface Person {
  readonly email: string
  readonly caller: Browser
  /** What a mail brought her. */
  readonly token: string
  readonly asked: Step
  signedIn?: Step
  signedOut?: Step
}

export interface People {
  readonly all: readonly Person[]
  /** Ends when nobody is under way any more. */
  stop(): Promise<void>
}

let networks = 0

/** One person after the other for each of `workers`. Every third signs out at once, every fourth leaves the mail lying. */
export function letPeopleIn(url: string, mails: MailServer, workers: number): People {
  const all: Person[] = []
  let stopped = false
  const work = async (worker: number): Promise<void> => {
    for (let n = 0; !stopped; n++) {
      const person = await ask(url, mails, `person-${worker}-${n}@example.com`)
      all.push(person)
      if (n % 4 === 3) continue
      await signIn(person)
      if (n % 3 === 2) await signOut(person)
    }
  }
  const done = Promise.all(Array.from({ length: workers }, (_, worker) => work(worker)))
  return {
    all,
    async stop() {
      stopped = true
      await done
    },
  }
}

export async function ask(url: string, mails: MailServer, email: string): Promise<Person> {
  const caller = browser(url, host)
  networks++
  // Everybody from a network of her own, so that no limit of networks is met.
  const headers = { 'x-forwarded-for': `11.${networks >> 8}.${networks & 255}.9` }
  const begun = performance.now()
  const { status, text } = await caller.ask('/auth/magic-link', { json: { email }, headers })
  if (status !== 200) throw new Error(`a request is answered with ${status}: ${text}`)
  const done = performance.now()
  const { link } = await mails.next(email)
  return { email, caller, token: tokenOf(link), asked: { begun, done } }
}

export async function signIn(person: Person): Promise<void> {
  const begun = performance.now()
  const { status, text } = await verify(person.caller, person.token)
  if (status !== 200) throw new Error(`a sign-in is answered with ${status}: ${text}`)
  person.signedIn = { begun, done: performance.now() }
}

export async function signOut(person: Person): Promise<void> {
  const begun = performance.now()
  // The cookie is kept, as a thief would keep it.
  const held = new Map(person.caller.cookies)
  const { status } = await person.caller.ask('/auth/sign-out', { json: {} })
  if (status !== 204) throw new Error(`a sign-out is answered with ${status}`)
  for (const [name, value] of held) person.caller.cookies.set(name, value)
  person.signedOut = { begun, done: performance.now() }
}

export function verify(caller: Browser, token: string): ReturnType<Browser['ask']> {
  return caller.ask('/auth/magic-link/verify', { json: { token } })
}

/** The same person at another server, with the same cookies. */
export function elsewhere(person: Person, url: string): Browser {
  const other = browser(url, host)
  for (const [name, value] of person.caller.cookies) other.cookies.set(name, value)
  return other
}

export async function isSignedIn(caller: Browser): Promise<boolean> {
  const { status } = await caller.ask('/auth/me')
  if (status !== 200 && status !== 401) throw new Error(`/auth/me is answered with ${status}`)
  return status === 200
}

export const aMoment = (): Promise<void> => pause(300)
