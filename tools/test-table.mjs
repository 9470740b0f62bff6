/** The table at the end of `npm test`, and the one line below it that says how it went. Pure. */

/** @typedef {{ project: string, passed: number, failed: number, service: string, skipped?: boolean }} Row */
/** @typedef {{ project: string, state: 'passed' | 'failed' | 'skipped' | 'pending', name: string, again?: string }} Outcome `again`: what it said when it failed, before it passed */

const lackOfTime = /timed? ?out|waited|in time|ECONNRESET|socket hang up|busy|try again|less than \d{3}/i
/** A real browser stalls in more ways than its words tell. */
const forgiven = ['e2e', 'e2e-postgres', 'examples']
/** How many wrong answers that did not come again a run may have: one is told, more are a fault of the tests or of ours. */
const straysAllowed = 1

/**
 * Counts outcomes by project. A test that was skipped did not pass, so it counts as failed; only leaving out a whole
 * project on request is told apart from failure, and that is not decided here.
 * @param {string} project
 * @param {readonly Outcome[]} outcomes
 * @param {string} service
 * @returns {Row}
 */
export function rowOf(project, outcomes, service) {
  const own = outcomes.filter((outcome) => outcome.project === project)
  const passed = own.filter(({ state }) => state === 'passed').length
  return { project, passed, failed: own.length - passed, service }
}

/**
 * Counts the tests that gave a wrong answer and then passed as failed, when there are more of them than a run may have.
 * @param {readonly Outcome[]} outcomes
 * @returns {Outcome[]}
 */
export function judgeStrays(outcomes) {
  const wrong = outcomes.filter(
    ({ project, again }) => again && !forgiven.includes(project) && !lackOfTime.test(saidIn(again)),
  )
  return outcomes.map((outcome) =>
    wrong.length > straysAllowed && wrong.includes(outcome) ? { ...outcome, state: 'failed' } : outcome,
  )
}

/** @param {string} again @returns {string} without the places it came from */
function saidIn(again) {
  return again.replaceAll(/^ +at .*$/gm, '')
}

/**
 * @param {readonly Row[]} rows
 * @returns {string} the table, an empty line and `N passed, N failed`, without a line break at the end
 */
export function formatTable(rows) {
  const cells = [['project', 'passed', 'failed', 'service'], ...rows.map(cellsOf)]
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)))
  const lines = cells.map(([project = '', passed = '', failed = '', service = '']) =>
    [project.padEnd(widths[0] ?? 0), passed.padStart(widths[1] ?? 0), failed.padStart(widths[2] ?? 0), service]
      .join('  ')
      .trimEnd(),
  )
  const { passed, failed } = total(rows)
  return [...lines, '', `${passed} passed, ${failed} failed`].join('\n')
}

/**
 * @param {readonly Row[]} rows
 * @returns {{ passed: number, failed: number }}
 */
export function total(rows) {
  return {
    passed: rows.reduce((sum, row) => sum + row.passed, 0),
    failed: rows.reduce((sum, row) => sum + row.failed, 0),
  }
}

/** @param {Row} row @returns {string[]} */
function cellsOf({ project, passed, failed, service, skipped }) {
  return skipped === true ? [project, 'SKIPPED', '', service] : [project, String(passed), String(failed), service]
}
