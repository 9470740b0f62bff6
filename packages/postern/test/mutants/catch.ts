/** Runs what may catch a planted fault, and says what it was that noticed. */
import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Catcher, Mutant, Package } from './mutants.ts'
import { type Copy, configs } from './plant.ts'

export interface Caught {
  readonly by: Catcher
  /** The promise or the test that failed. */
  readonly what: string
  readonly milliseconds: number
}

type Catching = Pick<Mutant, 'by' | 'caughtIn'>

/** Two seeds. Most faults show in the first. */
const signIns = 1_000
const longest = 180_000

/** The first that notices, or `undefined`. Throws when one cannot run at all: that proves nothing. */
export function catchMutant(copy: Copy, { by: catchers, caughtIn }: Catching): Caught | undefined {
  const startedAt = performance.now()
  for (const by of catchers) {
    const what = by === 'simulation' ? simulated(copy) : tested(copy, [by], caughtIn)
    if (what !== undefined) return { by, what, milliseconds: Math.round(performance.now() - startedAt) }
  }
  return undefined
}

function simulated(copy: Copy): string | undefined {
  const program = join(copy.root, 'packages/postern/test/simulation/run.ts')
  const { status, stdout, stderr } = run(copy, [program, '--sign-ins', String(signIns)])
  if (status === 0) return undefined
  const broken = /^BROKEN (.*?) \| seed/m.exec(stdout)?.[1]
  // A fault that leaves nobody to answer ends the run as well, but not as a promise: it counts when it came from our code.
  if (broken === undefined && !stderr.includes('packages/postern/src/'))
    throw new Error(`the simulation did not run: ${stderr || stdout}`)
  return (
    broken ??
    `ended by ${
      stderr
        .split('\n')
        .find((line) => /Error/.test(line))
        ?.trim() ?? 'a fault'
    }`
  )
}

/** The store that the tests of this file run on. */
export const storeOf = (file: string): keyof typeof configs => (file.includes('postgres') ? 'postgres' : 'sqlite')

/** The name of the first failed test of these files, which run on one store. */
export function tested(copy: Copy, files: readonly string[], where: Package = 'postern'): string | undefined {
  const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs')
  const report = join(copy.root, 'report.json')
  rmSync(report, { force: true })
  const paths = files.map((file) => `packages/${where}/${file}`)
  const store = storeOf(files[0] ?? '')
  const config = `--config=${configs[store]}`
  const args = [vitest, 'run', config, '--reporter=json', `--outputFile=${report}`, ...paths]
  const { status, stdout, stderr } = run(copy, args, store)
  if (status === 0) return undefined
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as JsonReport
  const failed = testResults.flatMap((file) => file.assertionResults).find((test) => test.status === 'failed')
  if (failed) return failed.fullName
  const why = testResults.map(({ message }) => message).join('\n')
  throw new Error(`the tests did not run: ${why || stderr || stdout}`)
}

interface JsonReport {
  readonly testResults: readonly {
    readonly message: string
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[]
  }[]
}

function run(copy: Copy, args: readonly string[], store: keyof typeof configs = 'sqlite') {
  const env = { ...process.env, NO_COLOR: '1', POSTERN_TEST_STORE: store }
  return spawnSync(process.execPath, args, {
    cwd: copy.root,
    env,
    encoding: 'utf8',
    timeout: longest,
    maxBuffer: 2 ** 26,
  })
}
