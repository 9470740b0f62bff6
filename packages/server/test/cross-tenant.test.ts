/**
 * The matrix: every route of the server × every verb × ids of another tenant × every kind of key, cookie, handle and
 * token. What is another tenant's must be answered as what is nobody's, and nothing of the other tenant may change.
 */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { sqlite } from 'postern/sqlite'
import { afterEach, expect, test } from 'vitest'
import { type Installation, install, origin, stopped } from './in-process.ts'
import { type Call, type Cell, cellsOf, type Mounted, type Sides } from './matrix/calls.ts'
import { type Answered, answered, differing } from './matrix/same-answer.ts'
import { belongingsOf } from './matrix/victims.ts'
import { type Holdings, holdingsOf, seed, settle, unknownLike } from './matrix/world.ts'
import { cleanUp, newFolder } from './process.ts'

/** What is written a hundred thousand times need not outlive the machine. */
const memory = existsSync('/dev/shm') ? '/dev/shm' : undefined

let installation: Installation | undefined

afterEach(async () => {
  await installation?.close()
  await cleanUp()
})

test('nothing of another tenant is told or touched, whatever is asked', { timeout: 600_000 }, async () => {
  const file = join(newFolder(memory), 'postern.db')
  const limits = 'off'
  installation = await install({ store: sqlite(file), own: { limits }, clock: stopped('2026-01-01T00:00:00Z') })
  const sides = await twoTenants(installation, file)
  const before = belongingsOf(file, sides.foreign.tenant).all
  const routes = mountedOf(installation)
  const leaks: string[] = []
  let cells = 0
  let mayBeOut = false
  for (const cell of cellsOf(routes, sides)) {
    if (cell.wantsSession && mayBeOut) {
      await revive(installation, sides)
      mayBeOut = false
    }
    mayBeOut ||= cell.wantsSession && cell.foreign().method !== 'GET'
    cells++
    const found = (await tellsApart(installation, sides, cell)) && (await tellsApart(installation, sides, cell))
    if (found && (await isSteady(installation, sides, cell))) leaks.push(`${cell.what}\n${found}`)
  }
  process.stdout.write(
    `cross-tenant matrix: ${new Set(routes.map(({ path }) => path)).size} paths, ${cells} cells, ${leaks.length} leaks\n`,
  )
  expect(leaks.slice(0, 20)).toEqual([])
  expect(cells).toBeGreaterThan(10_000)
  expect(belongingsOf(file, sides.foreign.tenant).all).toBe(before)
})

/**
 * How the two answers differ, or what the first tells of the other tenant; `undefined` when neither. A call may change
 * what is the caller's own, so that what differs once is tried again. What is taken from the other tenant shows in its
 * rows.
 */
async function tellsApart(made: Installation, sides: Sides, cell: Cell): Promise<string | undefined> {
  const [foreign, unknown] = [cell.foreign(), cell.unknown()]
  const told = await call(made, foreign)
  const said = decodeURIComponent(foreign.path) + JSON.stringify(foreign)
  const word = namesOf(sides).find((one) => told.raw.includes(one) && !said.includes(one))
  if (word !== undefined) return `tells ${word}: ${told.raw.slice(0, 400)}`
  if (JSON.stringify(foreign) === JSON.stringify(unknown)) return undefined
  const wanted = await call(made, unknown)
  return difference(sides, told, wanted)
}

/** Whether the call is answered alike each time. What grows by being read, such as one's own history, is not. */
async function isSteady(made: Installation, sides: Sides, cell: Cell): Promise<boolean> {
  const [once, again] = [await call(made, cell.unknown()), await call(made, cell.unknown())]
  return difference(sides, once, again) === undefined
}

/** What nobody may learn of the other tenant without having said it. */
function namesOf({ foreign, ids }: Sides): readonly string[] {
  return [foreign.address, ...ids.filter(({ system }) => !system).map((one) => one.foreign)]
}

/** Whoever was signed out by a call signs in again. */
async function revive(made: Installation, sides: Sides & { own: Holdings }): Promise<void> {
  const { tenant, session, accessToken, bearerApplication } = sides.own
  const me = (query: string, headers: Readonly<Record<string, string>>) =>
    made.runtime.app.fetch(new Request(`${origin}/t/${tenant}/auth/me${query}`, { headers }))
  const answers = [
    await me('', { cookie: `__Host-postern-session-${tenant}=${session}` }),
    await me(`?application=${bearerApplication}`, { authorization: `Bearer ${accessToken}` }),
  ]
  if (answers.some(({ status }) => status !== 200)) sides.own = await holdingsOf(made, tenant)
}

async function twoTenants(made: Installation, file: string): Promise<Sides & { own: Holdings }> {
  await settle(made, 'one')
  await settle(made, 'two')
  const own = await holdingsOf(made, 'one')
  const foreign = await holdingsOf(made, 'two')
  const known = new Map([
    ['application', foreign.application],
    ['email', 'eve@two.example'],
  ])
  const { refused } = await seed(made, 'two', known)
  expect(refused, 'what the matrix could not make').toEqual([])
  const keys = {
    own: await made.key({ tenant: 'one', startsSignIns: true }),
    installation: await made.key({ startsSignIns: true }),
    limited: await made.key({ startsSignIns: true, applications: [own.application, own.bearerApplication] }),
    elsewhere: await made.key({ tenant: 'one', networks: ['192.0.2.0/24'] }),
    expired: await made.key({ tenant: 'one', expiresAt: made.desk.ports.clock.now() }),
  }
  await made.key({ tenant: 'two' })
  const unknown = unknownLike(made, foreign)
  return { own, foreign, unknown, keys, ids: idsOf(made, file, foreign, unknown) }
}

/** Each kind of row that the other tenant has, with an id of the same shape that nobody has. */
function idsOf({ desk }: Installation, file: string, foreign: Holdings, unknown: Holdings): Sides['ids'] {
  const { vault, clock } = desk.ports
  const nobodys = (id: string): string => {
    if (/^[0-9a-hjkmnp-tv-z]{26}$/.test(id)) return vault.id(clock.now())
    if (/^[0-9a-f]{32,64}$/.test(id)) return randomBytes(id.length / 2).toString('hex')
    if (id.startsWith(`${foreign.application}/`)) return `${unknown.application}/nobody@two.example`
    if (/^[0-9a-f]{32}$/.test(id)) return 'f'.repeat(32)
    return id.replaceAll(foreign.tenant, unknown.tenant)
  }
  const { ids: found, system } = belongingsOf(file, foreign.tenant)
  const rows = [...found].flatMap(([kind, ids]) =>
    ids.slice(0, 1).map((id) => ({ kind, system: system.has(kind), foreign: id, unknown: nobodys(id) })),
  )
  const held = [
    { kind: 'open attempt', foreign: foreign.attemptId, unknown: unknown.attemptId },
    { kind: 'invitation link', foreign: foreign.invitation.slice(0, 26), unknown: unknown.invitation.slice(0, 26) },
    { kind: 'session held', foreign: foreign.session.slice(0, 26), unknown: unknown.session.slice(0, 26) },
  ].map((pair) => ({ ...pair, system: false }))
  return [...rows, ...held].filter((pair) => pair.foreign !== pair.unknown)
}

function mountedOf({ runtime }: Installation): readonly Mounted[] {
  const machines = /^\/health\//
  return runtime.app.routes.filter(({ method, path }) => method !== 'OPTIONS' && !machines.test(path))
}

async function call({ runtime }: Installation, { method, path, headers, body }: Call): Promise<Answered> {
  const response = await runtime.app.fetch(
    new Request(`${origin}${path}`, { method, headers, ...(body !== undefined && { body }) }),
  )
  return answered(response)
}

const hidden = new WeakMap<Sides['ids'], readonly string[]>()

/** The names by which the two calls of a cell differ, long ones first. */
function hiddenIn({ foreign, unknown, ids }: Sides): readonly string[] {
  const known = hidden.get(ids)
  if (known) return known
  const words = [...ids.flatMap((one) => [one.foreign, one.unknown]), ...wordsOf(foreign), ...wordsOf(unknown)]
  const made = [...new Set(words.flatMap((word) => [word, encodeURIComponent(word)]))].toSorted(
    (one, other) => other.length - one.length,
  )
  hidden.set(ids, made)
  return made
}

const wordsOf = ({ application, bearerApplication, address, attemptId }: Holdings): readonly string[] => [
  application,
  bearerApplication,
  address,
  attemptId,
]

function difference(sides: Sides, told: Answered, wanted: Answered): string | undefined {
  const lines = differing(told, wanted, hiddenIn(sides)).map(
    (part) => `${part}: ${String(told[part]).slice(0, 400)}\n  not ${String(wanted[part]).slice(0, 400)}`,
  )
  return lines.length === 0 ? undefined : lines.join('\n')
}
