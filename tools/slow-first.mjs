/**
 * The order of test files: those that run for long begin, so that none of them is left to run alone on one worker when
 * all others are done. A clean clone has no times of an earlier run to go by, and the size of a file says little.
 */
import { BaseSequencer } from 'vitest/node'

/** Parts of paths, the longest run first. What is not named follows in the order that Vitest finds best. */
export const slow = [
  'faults/faults-postgres.test',
  'test/simulation/later-seeds.test',
  'test/simulation/early-seeds.test',
  'faults/faults.test',
  'overload/overload.test',
  'test/mutants/',
  'server/test/cross-tenant.test',
  'server/test/move-postgres.test',
  'overload/partitioned-postgres.test',
  'server/test/webhooks.test',
  'server/test/stop.test',
  'test/conformance-postgres.test',
  'server/test/wire.test',
  'tools/postgres.test',
  'bench/bench-postgres.test',
  'e2e/accessibility.test',
  'e2e/accounts.test',
  'examples/test/next.test',
  'e2e/one-browser.test',
  'e2e/mail-robots.test',
  'e2e/attacker.test',
  'e2e/api-reference.test',
  'e2e/client/react.test',
  'e2e/client/looks.test',
  'e2e/invitations.test',
  'examples/test/sveltekit.test',
  'examples/test/types.test',
]

/** Vitest makes one of these per run. */
export class SlowFirst extends BaseSequencer {
  /**
   * @override
   * @param {import('vitest/node').TestSpecification[]} files
   * @returns {Promise<import('vitest/node').TestSpecification[]>}
   */
  async sort(files) {
    return byRank(await super.sort(files), ({ moduleId, project }) => ({
      group: project.config.sequence.groupOrder,
      path: moduleId,
    }))
  }
}

/**
 * Groups one after the other, and within each those that run for long.
 * @template File
 * @param {readonly File[]} files
 * @param {(file: File) => { group: number, path: string }} read
 * @returns {File[]}
 */
export function byRank(files, read) {
  return files
    .map((file) => ({ file, ...read(file) }))
    .toSorted((one, other) => one.group - other.group || rankOf(one.path) - rankOf(other.path))
    .map(({ file }) => file)
}

/** @param {string} path */
function rankOf(path) {
  const at = slow.findIndex((part) => path.includes(part))
  return at === -1 ? slow.length : at
}
