import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Refusal } from './bootstrap.mjs'
import { findChromium } from './chromium.mjs'

/** @type {string} */
let folder

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chromium-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** @param {string} name @param {string} script */
function program(name, script) {
  const path = join(folder, name)
  writeFileSync(path, `#!/bin/sh\n${script}\n`)
  chmodSync(path, 0o755)
  return path
}

const nothing = { shells: [], places: [], apt: false, aptForShell: false, sidePackage: false }

describe('the search for a Chromium', () => {
  it('takes the first place where one runs, past stubs that only have the name', async () => {
    const stub = program('stub', 'echo "chromium: install the snap"; exit 1')
    const mute = program('mute', 'echo "hello"')
    const real = program('real', 'echo "Chromium 156.0.8078.79 built on a test"')
    const found = await findChromium({ ...nothing, places: [join(folder, 'absent'), stub, mute, real] })
    expect(found).toEqual({ path: real, version: 'Chromium 156.0.8078.79', from: real, env: {} })
  })

  it('prefers a headless shell, and does without where none runs', async () => {
    const whole = program('whole', 'echo "Chromium 156.0.8078.79 built on a test"')
    const shell = program('shell', 'echo "Chromium 156.0.8078.80"')
    const search = { ...nothing, places: [whole] }
    expect(await findChromium({ ...search, shells: [join(folder, 'absent'), shell] })).toMatchObject({ path: shell })
    expect(await findChromium({ ...search, shells: [join(folder, 'absent')] })).toMatchObject({ path: whole })
  })

  it('takes the one that was named, or none', async () => {
    const here = program('here', 'echo "Google Chrome 150.0.1.2"')
    const named = program('named', 'echo "Google Chrome 151.0.1.2"')
    expect(await findChromium({ ...nothing, named, places: [here] })).toMatchObject({
      path: named,
      from: 'POSTERN_CHROMIUM',
    })
    const wrong = findChromium({ ...nothing, named: join(folder, 'absent'), places: [here] })
    await expect(wrong).rejects.toThrow(`POSTERN_CHROMIUM=${folder}/absent, which does not run`)
  })

  it('ends with what was tried, the command that helps and the way to go without', async () => {
    const refusal = await findChromium({ ...nothing, places: ['/a/chromium'] }).catch((error) => error)
    expect(refusal).toBeInstanceOf(Refusal)
    expect(refusal.message).toMatch(
      /Tried: the usual places \(\/a\/chromium\)\.\nTo fix it: .*(apt-get install|POSTERN_CHROMIUM=)/,
    )
    expect(refusal.message).toContain('POSTERN_TEST_SKIP=e2e npm test')
  })
})
