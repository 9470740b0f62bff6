/**
 * `npm test`: the checks, the build, every test with the services it needs, and a table. What could not be had fails and
 * says which command helps; `POSTERN_TEST_SKIP=e2e,pg` leaves out what needs a browser or PostgreSQL, and says so. Arguments
 * after `--` are parts of file names: then only those files run, without the checks.
 */
import { createRequire } from 'node:module'
import { build, Refusal, root } from './bootstrap.mjs'
import { runChecks } from './check.mjs'
import { prepareChromium } from './chromium.mjs'
import { installExamples } from './examples.mjs'
import { findPgBouncer } from './pgbouncer.mjs'
import { findPrograms } from './postgres-programs.mjs'
import { lookAtNamed } from './postgres-setup.mjs'
import { findPython } from './python.mjs'
import { formatTable, judgeStrays, rowOf, total } from './test-table.mjs'

/** @typedef {import('./test-table.mjs').Row} Row */
/** @typedef {import('./test-table.mjs').Outcome} Outcome */
/** @typedef {{ state: 'here' | 'skipped' | 'missing', words: string }} Service `words` name it, or say why not */
/** @typedef {'e2e' | 'pg' | 'pgbouncer' | 'python' | 'examples'} Skippable as POSTERN_TEST_SKIP calls them */

const sqlite = `SQLite ${process.versions['sqlite'] ?? ''}`
const smtp = `smtp-server ${createRequire(import.meta.url)('smtp-server/package.json').version}`
/** @type {readonly Skippable[]} */
const skippable = ['e2e', 'pg', 'pgbouncer', 'python', 'examples']

/** @param {string[]} filters @returns {Promise<Row[]>} */
async function testAll(filters) {
  const skipped = readSkipped()
  const checks = filters.length === 0 ? [checkRow(await runChecks())] : await onlyBuild()
  const projects = await projectsOf(skipped)
  const wanted = projects.filter(({ services }) => services.every(({ state }) => state === 'here'))
  const names = wanted.map(({ name }) => name)
  const outcomes = judgeStrays(await runVitest(names, filters))
  for (const { again, name } of outcomes) if (again) process.stdout.write(`TRIED TWICE  ${name}\n${again}\n`)
  for (const { state, name } of outcomes) if (state === 'skipped') process.stdout.write(`SKIPPED TEST  ${name}\n`)
  const rows = projects.map(({ name, services }) => {
    const away = services.find(({ state }) => state !== 'here')
    if (away !== undefined) return rowWithout(name, away)
    const row = rowOf(name, outcomes, services.map(({ words }) => words).join(', '))
    return filters.length === 0 ? failWhenEmpty(row) : row
  })
  return [...checks, ...rows]
}

/** @param {readonly Skippable[]} skipped @returns {Promise<{ name: string, services: Service[] }[]>} in their order */
async function projectsOf(skipped) {
  const pg = await serviceOf('pg', skipped, lookForPostgres)
  const bouncer = pg.state === 'here' ? await serviceOf('pgbouncer', skipped, lookForPgBouncer) : pg
  const python = await serviceOf('python', skipped, lookForPython)
  const frameworks = await serviceOf('examples', skipped, lookForFrameworks)
  const browser = await serviceOf('e2e', skipped, lookForChromium)
  return [
    { name: 'unit', services: [here(sqlite)] },
    { name: 'process', services: [here(sqlite), here(smtp)] },
    { name: 'postgres', services: [pg, here(smtp)] },
    { name: 'pgbouncer', services: [bouncer, pg] },
    { name: 'python', services: [python, here(sqlite)] },
    { name: 'e2e', services: [browser, here(sqlite)] },
    { name: 'e2e-postgres', services: [browser, pg] },
    { name: 'examples', services: [frameworks] },
    { name: 'tools', services: [] },
  ]
}

/** @param {string} words @returns {Service} */
function here(words) {
  return { state: 'here', words }
}

/**
 * @param {Skippable} name
 * @param {readonly Skippable[]} skipped
 * @param {() => Promise<Service>} look
 * @returns {Promise<Service>}
 */
async function serviceOf(name, skipped, look) {
  if (skipped.includes(name)) return { state: 'skipped', words: `POSTERN_TEST_SKIP=${name}` }
  try {
    return await look()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    process.stderr.write(`${error.message}\n`)
    return { state: 'missing', words: error.message.split(/[.:]/, 1)[0] ?? '' }
  }
}

async function lookForChromium() {
  const { version, from } = await prepareChromium()
  return here(`${version} from ${from}`)
}

async function lookForPostgres() {
  const named = process.env['POSTERN_TEST_PG_URL']
  const { version, from } = named ? await lookAtNamed(named) : await findPrograms()
  return here(`PostgreSQL ${version} from ${from}`)
}

async function lookForFrameworks() {
  await installExamples()
  return here('the frameworks of examples/package-lock.json')
}

/** @returns {Promise<Service>} */
async function lookForPgBouncer() {
  const found = await findPgBouncer()
  if ('absent' in found) return { state: 'skipped', words: `PgBouncer is ${found.absent}` }
  return here(`PgBouncer ${found.version} from ${found.program}`)
}

/** @returns {Promise<Service>} */
async function lookForPython() {
  const found = await findPython()
  if ('absent' in found) return { state: 'skipped', words: `Python is ${found.absent}` }
  return here(`Python ${found.version}`)
}

/** @param {string} project @param {Service} service @returns {Row} */
function rowWithout(project, { state, words }) {
  const none = { project, passed: 0, service: words }
  return state === 'skipped' ? { ...none, failed: 0, skipped: true } : { ...none, failed: 1 }
}

/** @returns {readonly Skippable[]} */
function readSkipped() {
  const asked = (process.env['POSTERN_TEST_SKIP'] ?? '').split(',').filter((name) => name !== '')
  const unknown = asked.find((name) => !skippable.some((one) => one === name))
  if (unknown === undefined) return skippable.filter((one) => asked.includes(one))
  throw new Refusal(`POSTERN_TEST_SKIP=${unknown}: what can be left out is ${skippable.join(', ')}.`)
}

/** @param {Awaited<ReturnType<typeof runChecks>>} results @returns {Row} */
function checkRow(results) {
  const failed = results.filter(({ faults }) => faults !== '').length
  return { project: 'check', passed: results.length - failed, failed, service: '' }
}

/** @returns {Promise<Row[]>} */
async function onlyBuild() {
  await build(root, process.execPath)
  return []
}

/** @param {string[]} projects @param {string[]} filters @returns {Promise<Outcome[]>} */
async function runVitest(projects, filters) {
  // Vitest settles on colours when it is loaded; see the end of this file.
  const { startVitest } = await import('vitest/node')
  const vitest = await startVitest('test', filters, {
    root,
    watch: false,
    run: true,
    project: projects,
    passWithNoTests: true,
  })
  const outcomes = vitest.state.getTestModules().flatMap(outcomesOf)
  const unhandled = vitest.state.getUnhandledErrors().length
  await vitest.close()
  return [...outcomes, ...Array.from({ length: unhandled }, () => failure('tools', 'an error outside any test'))]
}

/** @param {import('vitest/node').TestModule} module @returns {Outcome[]} */
function outcomesOf(module) {
  const project = module.project.name
  const tests = [...module.children.allTests()].map((test) => ({
    project,
    state: test.result().state,
    again: test.ok() && test.diagnostic()?.flaky ? whyOf(test.result()) : '',
    name: `${module.relativeModuleId}: ${test.fullName}`,
  }))
  const brokeOutsideTests = module.state() === 'failed' && tests.every(({ state }) => state !== 'failed')
  return brokeOutsideTests ? [...tests, failure(project, module.relativeModuleId)] : tests
}

/** @param {import('vitest/node').TestResult} result with the faults of every try: what they say, where, and what differs */
function whyOf({ errors = [] }) {
  const lines = errors.flatMap(({ stack, message, diff = '' }) => `${stack ?? message}\n${diff}`.split('\n'))
  return lines.filter((line) => !/^ +at .*node_modules|^ +at new Promise/.test(line)).join('\n')
}

/** @param {string} project @param {string} name @returns {Outcome} */
function failure(project, name) {
  return { project, state: 'failed', name }
}

/** A project without tests proves nothing. @param {Row} row @returns {Row} */
function failWhenEmpty(row) {
  return row.passed + row.failed > 0 ? row : { ...row, failed: 1, service: 'no tests found' }
}

/** @param {string[]} filters @returns {Promise<number>} the exit code */
async function main(filters) {
  try {
    const rows = await testAll(filters)
    process.stdout.write(`\n${formatTable(rows)}\n`)
    return total(rows).failed === 0 ? 0 : 1
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    process.stderr.write(`${error.message}\n`)
    return 1
  }
}

if (!process.stdout.isTTY) process.env['NO_COLOR'] ??= '1'
process.exitCode = await main(process.argv.slice(2))
