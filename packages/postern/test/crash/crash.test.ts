import { randomBytes, randomInt } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { minutes } from '../../src/domain/instant.ts'
import { assertDelivered, assertKept } from './checks.ts'
import { keyFile, type Line, remember, slots, type Told } from './history.ts'
import { type Death, runOnce } from './run-once.ts'

/** Every moment at which the writer and the delivery may be ended. */
const checkpoints = [
  'writer:begun',
  'writer:before-commit',
  'writer:after-commit',
  'writer:answered',
  'deliver:claimed',
  'deliver:sent-before-settle',
  'deliver:settled',
]

/** Deaths of one database: one at every checkpoint, the rest at random moments. */
const deathsEach = checkpoints.length + 2
/** Deaths in all. `npm test` takes the short form; POSTERN_CRASH_ROUNDS asks for a longer one. */
const rounds = Number(process.env['POSTERN_CRASH_ROUNDS'] ?? deathsEach) || deathsEach
const databases = Math.max(1, Math.ceil(rounds / deathsEach))

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postern-crash-'))
  writeFileSync(join(folder, keyFile), randomBytes(32).toString('base64url'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('a process that is killed at every checkpoint and at random moments, and started again', () => {
  for (let number = 1; number <= databases; number++) {
    test(`loses nothing that it answered, and does nothing twice (database ${number})`, () => survives(number), 90_000)
  }
})

function deathOf(database: number, life: number): Death {
  const at = checkpoints[(life + database) % deathsEach]
  return at === undefined ? { afterMilliseconds: 5 + randomInt(250) } : { at, times: 1 + randomInt(23) }
}

/** Lives and dies, is checked after every death, and at last delivers all that is left in peace. */
async function survives(database: number): Promise<void> {
  const told = new Map<string, Told>()
  let replay: Told[] = []
  let now = Date.UTC(2026, 0, 5, 9)
  for (let life = 0; life <= deathsEach; life++) {
    const last = life === deathsEach
    const death = last ? undefined : deathOf(database, life)
    const about = `life ${life}, to end ${JSON.stringify(death)}`
    const lines = await runOnce(folder, { now, life, signIns: last ? 8 : 400, replay }, death)
    expect(brokenIn(lines), about).toEqual([])
    expectReplayed(lines, replay, death)
    const before = new Set(told.keys())
    remember(told, lines)
    await assertKept(folder, [...told.values()], now)
    replay = [...told.values()].filter(({ attempt, link }) => link !== undefined && !before.has(attempt))
    // Beyond every lease, so that the next life takes over what this one left.
    now += minutes(2)
  }
  expect(told.size).toBeGreaterThan(deathsEach)
  await assertDelivered(folder, [...told.values()], { lives: deathsEach, slots })
}

/** Whoever redeems once more what was redeemed in an earlier life is told so. A life may end before it tried them all. */
function expectReplayed(lines: readonly Line[], replay: readonly Told[], death: Death | undefined): void {
  const answers = lines.flatMap((line) => (line.step === 'replayed' ? [line.answer] : []))
  expect(answers).toEqual(answers.map(() => 'link-used'))
  if (!death) expect(answers.length).toBe(replay.length)
}

const brokenIn = (lines: readonly Line[]): string[] =>
  lines.flatMap((line) => (line.step === 'broken' ? [line.what] : []))
