/** A backup while people sign in, and what a copy that was restored from it must and must not know. */
import { expect } from 'vitest'
import { browser } from './browser.ts'
import type { MailServer } from './mail-server.ts'
import {
  aMoment,
  ask,
  elsewhere,
  isSignedIn,
  letPeopleIn,
  type Person,
  type Step,
  signIn,
  signOut,
  verify,
} from './people.ts'
import { type Environment, host, newFolder, run, settings, start, until } from './process.ts'

export interface Backup {
  /** The database that is backed up, as the server in `folder` is told. */
  readonly env: Environment
  readonly folder: string
  /** Takes the copy, and answers when it is whole. */
  take(): Promise<void>
  /** Puts it in a new place, and answers how a server in `folder` is told. */
  restore(folder: string): Promise<Environment>
  /** One number from the copy. */
  count(sql: string): Promise<number>
}

/** Resolves when all of it held. The mail server is closed after the servers that use it. */
export async function backUpAndRestore(backup: Backup, mails: MailServer): Promise<void> {
  const { people, taken, open } = await backUpUnderLoad(backup, mails)
  const folder = newFolder()
  const env = { ...behindProxy(mails), ...(await backup.restore(folder)) }
  const restored = await start({ folder, env })
  await checkPeople(people, taken, restored.url)
  await checkRows(backup)
  // Spent since, and alive again within its 20 minutes: what a backup brings back.
  expect((await verify(elsewhere(open, restored.url), open.token)).json()).toMatchObject({ status: 'signed-in' })
  await checkRevoked(backup, people, { folder, env, url: restored.url, mails })
}

const behindProxy = ({ url }: MailServer): Environment => ({ SMTP_URL: url, POSTERN_TRUSTED_HOPS: '1' })

interface Taken {
  readonly people: readonly Person[]
  readonly taken: Step
  readonly open: Person
}

async function backUpUnderLoad(backup: Backup, mails: MailServer): Promise<Taken> {
  const { url } = await start({ folder: backup.folder, env: { ...behindProxy(mails), ...backup.env } })
  const open = await ask(url, mails, 'open@example.com')
  const load = letPeopleIn(url, mails, 4)
  await until(() => (load.all.length > 24 ? true : undefined), '24 people', 60_000)
  const begun = performance.now()
  await backup.take()
  const taken = { begun, done: performance.now() }
  await aMoment()
  await load.stop()
  expect(load.all.filter(({ asked }) => asked.done > taken.begun && asked.begun < taken.done)).not.toEqual([])
  await signIn(open)
  const lasting = load.all.filter((person) => before(person.signedIn, taken) && !person.signedOut)
  for (const person of lasting.slice(0, 3)) await signOut(person)
  return { people: load.all, taken, open }
}

const before = (step: Step | undefined, { begun }: Step): boolean => step !== undefined && step.done < begun
const behind = (step: Step | undefined, { done }: Step): boolean => step !== undefined && step.begun > done

/** Up to the backup nothing is lost, and nothing of afterwards is there. In between, either is right. */
async function checkPeople(people: readonly Person[], taken: Step, url: string): Promise<void> {
  let revived = 0
  const counts = { kept: 0, out: 0, later: 0 }
  for (const person of people) {
    const { email, signedIn, signedOut } = person
    const is = await isSignedIn(elsewhere(person, url))
    if (before(signedOut, taken)) {
      counts.out++
      expect(is, `${email} signed out before the backup`).toBe(false)
    } else if (before(signedIn, taken) && (signedOut === undefined || behind(signedOut, taken))) {
      counts.kept++
      expect(is, `${email} was signed in before the backup`).toBe(true)
      if (signedOut) revived++
    } else if (signedIn === undefined || behind(signedIn, taken)) {
      counts.later++
      expect(is, `${email} was not signed in at the backup`).toBe(false)
    }
  }
  // Signed out since, and signed in again by the restored copy.
  expect(revived).toBeGreaterThanOrEqual(3)
  for (const [what, count] of Object.entries(counts)) expect(count, what).toBeGreaterThan(0)
}

const completed = `postern_events e WHERE e.type = 'sign-in.completed'`
const withoutCompletion = `SELECT count(*) AS found FROM postern_sessions s WHERE NOT EXISTS (
  SELECT 1 FROM ${completed} AND e.tenant = s.tenant AND e.session = s.id)`
const withoutSession = `SELECT count(*) AS found FROM ${completed} AND NOT EXISTS (
  SELECT 1 FROM postern_sessions s WHERE s.tenant = e.tenant AND s.id = e.session) AND NOT EXISTS (
  SELECT 1 FROM postern_events r WHERE r.tenant = e.tenant AND r.session = e.session AND r.type = 'session.revoked')`
const withoutMessage = `SELECT count(*) AS found FROM postern_attempts a WHERE NOT EXISTS (
  SELECT 1 FROM postern_messages m WHERE m.tenant = a.tenant AND m.attempt = a.id)`

/** One moment: what was written together is there together. */
async function checkRows({ count }: Backup): Promise<void> {
  expect(await count(`SELECT count(*) AS found FROM ${completed}`)).toBeGreaterThan(10)
  for (const sql of [withoutCompletion, withoutSession, withoutMessage])
    expect([sql, await count(sql)]).toEqual([sql, 0])
}

interface Restored {
  readonly folder: string
  readonly env: Environment
  readonly url: string
  readonly mails: MailServer
}

async function checkRevoked(backup: Backup, people: readonly Person[], restored: Restored): Promise<void> {
  const { folder, env, url, mails } = restored
  const waiting = await ask(url, mails, 'waiting@example.com')
  const { code, stdout, stderr } = await run(['revoke-all', '--yes'], { folder, env: { ...settings, ...env } })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const [, sessions] = /^Ended in \S+:\n {2}(\d+) sessions\n {2}[1-9]\d* open attempts/.exec(stdout) ?? []
  expect(Number(sessions)).toBeGreaterThan(10)
  for (const person of people) expect(await isSignedIn(elsewhere(person, url)), person.email).toBe(false)
  expect(await backup.count('SELECT count(*) AS found FROM postern_sessions')).toBe(0)
  const open = `SELECT count(*) AS found FROM postern_attempts WHERE state IN ('open', 'approved', 'proved')`
  expect(await backup.count(open)).toBe(0)
  const told = `SELECT count(*) AS found FROM postern_events WHERE type = 'sessions.revoked-all'`
  expect(await backup.count(told)).toBe(1)
  expect((await verify(waiting.caller, waiting.token)).status).toBe(401)
  const again = await ask(url, mails, 'again@example.com')
  await signIn(again)
  expect(await isSignedIn(again.caller)).toBe(true)
  expect(await isSignedIn(browser(url, host))).toBe(false)
}
