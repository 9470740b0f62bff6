/** Seeds in a row, until as many people have signed in as were asked for. */
import { type Report, simulate } from './simulate.ts'

/** What one seed plays. A seed is the same run whatever else was asked for. */
export const signInsEach = 500

type Sum = Omit<Report, 'seed' | 'trace'> & { readonly seeds: number }

export async function simulateSeeds(
  first: number,
  signIns: number,
  onSeed: (sum: Sum) => void = () => undefined,
): Promise<readonly Report[]> {
  const reports: Report[] = []
  for (let seed = first; sumOf(reports).signIns < signIns; seed++) {
    reports.push(await simulate(seed, signInsEach))
    onSeed(sumOf(reports))
  }
  return reports
}

export function sumOf(reports: readonly Report[]): Sum {
  const total = (of: 'signIns' | 'commands' | 'operations' | 'crashes' | 'forgotten'): number =>
    reports.reduce((sum, report) => sum + report[of], 0)
  return {
    signIns: total('signIns'),
    commands: total('commands'),
    operations: total('operations'),
    crashes: total('crashes'),
    forgotten: total('forgotten'),
    seeds: reports.length,
  }
}

/** The last line of a run. */
export function formatSum({ signIns, operations, commands, crashes, forgotten, seeds }: Sum, faults: number): string {
  return [
    `${signIns} sign-ins`,
    `${operations} operations`,
    `${commands} commands`,
    `${crashes} crashes`,
    `${forgotten} lost acknowledgements`,
    `${seeds} seeds`,
    `${faults} faults found`,
  ].join(', ')
}
