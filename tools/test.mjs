/**
 * `npm test`: the checks, the build, every test with the services it needs, and a table. What could not be had fails and
 * says which command helps; `POSTERN_TEST_SKIP=e2e` leaves the browser tests out and says so. Arguments after `--` are
 * parts of file names: then only those files run, without the checks.
 */
import { createRequire } from 'node:module'
import { build, Refusal, root } from './bootstrap.mjs'
import { runChecks } from './check.mjs'
import { prepareChromium } from './chromium.mjs'
import { formatTable, rowOf, total } from './test-table.mjs'

/** @typedef {import('./test-table.mjs').Row} Row */
/** @typedef {import('./test-table.mjs').Outcome} Outcome */
/** @typedef {{ row?: Row, service: string }} Browser a row only when its tests cannot or shall not run */

const sqlite = `SQLite ${process.versions['sqlite'] ?? ''}`
const smtp = `smtp-server ${createRequire(import.meta.url)('smtp-server/package.json').version}`
const services = { unit: sqlite, process: `${sqlite}, ${smtp}`, tools: '' }

/** @param {string[]} filters @returns {Promise<Row[]>} */
async function testAll(filters) {
  const checks = filters.length === 0 ? [checkRow(await runChecks())] : await onlyBuild()
  const browser = await prepareBrowser()
  const wanted = /** @type {Record<string, string>} */ ({
    ...services,
    ...(browser.row ? {} : { e2e: browser.service }),
  })
  const outcomes = await runVitest(Object.keys(wanted), filters)
  for (const { state, name } of outcomes) if (state === 'skipped') process.stdout.write(`SKIPPED TEST  ${name}\n`)
  const rows = Object.entries(wanted).map(([project, service]) => rowOf(project, outcomes, service))
  const proved = filters.length === 0 ? rows.map(failWhenEmpty) : rows
  return [...checks, ...proved, ...(browser.row ? [browser.row] : [])]
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

/** @returns {Promise<Browser>} */
async function prepareBrowser() {
  if (isSkipped('e2e'))
    return { row: { project: 'e2e', passed: 0, failed: 0, service: '', skipped: true }, service: '' }
  try {
    const { version, from } = await prepareChromium()
    return { service: `${version} from ${from}` }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    process.stderr.write(`${error.message}\n`)
    return { row: { project: 'e2e', passed: 0, failed: 1, service: 'no Chromium' }, service: '' }
  }
}

/** @param {string} project */
function isSkipped(project) {
  const skipped = (process.env['POSTERN_TEST_SKIP'] ?? '').split(',').filter((name) => name !== '')
  const unknown = skipped.find((name) => name !== 'e2e')
  if (unknown !== undefined) throw new Refusal(`POSTERN_TEST_SKIP=${unknown}: only e2e can be left out.`)
  return skipped.includes(project)
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
    name: `${module.relativeModuleId}: ${test.fullName}`,
  }))
  const brokeOutsideTests = module.state() === 'failed' && tests.every(({ state }) => state !== 'failed')
  return brokeOutsideTests ? [...tests, failure(project, module.relativeModuleId)] : tests
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
