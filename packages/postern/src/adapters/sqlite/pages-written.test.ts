import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { minutes } from '../../domain/instant.ts'
import { virtualClock } from '../../ports/conformance/virtual-clock.ts'
import { createWorld, signIn, type World } from '../../ports/conformance/world.ts'
import { openDriver } from './driver.ts'
import { sqlite } from './sqlite.ts'

const atOnce = 8
const before = 1200
const counted = 200
/** A page and what the log says of it. */
const frame = 4096 + 24

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postern-pages-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a commit of many tenants’ sign-ins writes hardly more pages than one of a single tenant’s', async () => {
  const [one, many] = [await pagesASignIn(1), await pagesASignIn(40)]
  expect(many / one).toBeLessThan(1.7)
}, 120_000)

/** Groups of sign-ins share commits, and each goes to the next tenants. */
async function pagesASignIn(tenants: number): Promise<number> {
  const file = join(folder, `${tenants}.db`)
  const store = await sqlite(file).open()
  const world = createWorld(store, virtualClock())
  const worlds = Array.from({ length: tenants }, (_, number) => world.of(`t${number}`))
  await signInMany(world, worlds, before)
  const reader = openDriver(file)
  // Who reads keeps the log from being emptied, so that its length counts all that is written.
  reader.execute('PRAGMA wal_checkpoint(TRUNCATE); BEGIN; SELECT count(*) FROM postern_meta')
  await signInMany(world, worlds, counted)
  const pages = Math.floor(statSync(`${file}-wal`).size / frame)
  reader.close()
  await store.close()
  return pages / counted
}

async function signInMany(world: World, worlds: readonly World[], count: number): Promise<void> {
  for (let done = 0; done < count; done += atOnce) {
    world.pass(minutes(1))
    await Promise.all(Array.from({ length: atOnce }, (_, at) => signIn(worlds[(done + at) % worlds.length] ?? world)))
  }
}
