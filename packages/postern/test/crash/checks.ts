/** What must hold after every death: nothing that was answered is lost, and nothing is done twice. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect } from 'vitest'
import { sqlite } from '../../src/adapters/sqlite/sqlite.ts'
import type { Id } from '../../src/domain/id.ts'
import { instant } from '../../src/domain/instant.ts'
import type { Store } from '../../src/ports/store.ts'
import { parseLines, sinkFile, storeFile, type Taken, type Told } from './history.ts'
import { scope } from './scope.ts'

type At = { readonly tenant: Id<'tenant'>; readonly now: ReturnType<typeof instant> }

export async function assertKept(folder: string, told: readonly Told[], now: number): Promise<void> {
  assertSound(folder)
  const store = await sqlite(join(folder, storeFile)).open()
  const at = { tenant: scope.tenant.id, now: instant(now) }
  const taken = takenBy(folder)
  try {
    for (const each of told) await assertOneKept(store, at, each, taken)
  } finally {
    await store.close()
  }
}

/** In peace at last: every acknowledged mail has been taken, and again only where a death came in between. */
export async function assertDelivered(
  folder: string,
  told: readonly Told[],
  { lives, slots }: { readonly lives: number; readonly slots: number },
): Promise<void> {
  const taken = takenBy(folder)
  const lost = told.filter(({ attempt }) => !taken.some((mail) => mail.attempt === attempt))
  expect(lost).toEqual([])
  const messages = new Set(taken.map(({ messageId }) => messageId))
  expect(taken.length - messages.size).toBeLessThanOrEqual(lives * slots)
  const different = new Set(taken.map(({ messageId, link, code }) => `${messageId} ${link} ${code}`))
  expect(different.size, 'a repeated mail has other secrets').toBe(messages.size)
  const unsettled = query(
    folder,
    `SELECT state, sealed IS NOT NULL AS sealed, count(*) AS n FROM postern_messages GROUP BY 1, 2`,
  )
  expect(unsettled.map(({ state, sealed }) => ({ state, sealed }))).toEqual([{ state: 'sent', sealed: 0 }])
}

async function assertOneKept(store: Store, at: At, told: Told, taken: readonly Taken[]): Promise<void> {
  const id = told.attempt as Id<'attempt'>
  const found = await store.attempts.find({ ...at, id })
  if (!found) throw new Error('an acknowledged request is lost')
  expect(found.attempt.tries, 'counted tries').toBeGreaterThanOrEqual(told.guessed)
  await assertMessage(store, at, id, taken)
  const events = (await store.events.list({ ...at, attempt: id, limit: 100 })).items
  const completions = events.filter(({ type }) => type === 'sign-in.completed')
  expect(completions.length, 'completions').toBe(found.attempt.state === 'completed' ? 1 : 0)
  const { user } = found.subject
  const sessions = user ? await store.sessions.list({ ...at, user: user.id }) : []
  const mine = sessions.filter(({ attempt }) => attempt === id).map((session) => session.id)
  expect(mine, 'sessions').toEqual(completions.map(({ session }) => session))
  if (told.session === undefined) return
  expect(mine, 'the acknowledged session').toEqual([told.session])
  const held = await store.sessions.find({ ...at, id: told.session as Id<'session'> })
  expect(held?.user.id, 'whose session it is').toBe(told.user)
}

/** Queued with its secrets, or sent and then really taken. */
async function assertMessage(store: Store, at: At, id: Id<'attempt'>, taken: readonly Taken[]): Promise<void> {
  const all = await store.messages.list({ ...at, attempt: id })
  const [message, ...more] = all.filter(({ facts }) => facts.kind === 'sign-in')
  if (!message || more.length > 0) throw new Error('an acknowledged request does not have exactly one mail')
  expect(['queued', 'sent']).toContain(message.state)
  if (message.state === 'sent')
    expect(
      taken.some(({ attempt }) => attempt === id),
      'sent, but never taken',
    ).toBe(true)
}

function assertSound(folder: string): void {
  expect(query(folder, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }])
  expect(query(folder, 'PRAGMA foreign_key_check')).toEqual([])
  const half = `SELECT count(*) AS n FROM postern_messages WHERE (state = 'queued') <> (sealed IS NOT NULL)`
  expect(query(folder, half), 'queued without secrets, or ended with them').toEqual([{ n: 0 }])
}

function query(folder: string, sql: string): Record<string, unknown>[] {
  const database = new DatabaseSync(join(folder, storeFile))
  try {
    return database
      .prepare(sql)
      .all()
      .map((row) => ({ ...row }))
  } finally {
    database.close()
  }
}

function takenBy(folder: string): readonly Taken[] {
  const file = join(folder, sinkFile)
  return existsSync(file) ? parseLines<Taken>(readFileSync(file, 'utf8')) : []
}
