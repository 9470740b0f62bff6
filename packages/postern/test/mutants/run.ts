/**
 * `npm run test:mutants`: plants each fault in a copy of the sources and sees who notices. Words as arguments choose the
 * mutants whose names contain one of them; `--quick` the few that `npm test` tries. The last line is
 * `caught/planted: N/M`.
 */
import { join } from 'node:path'
import { catchMutant, storeOf, tested } from './catch.ts'
import type { Mutant, Package } from './mutants.ts'
import { mutants } from './mutants.ts'
import { copySources } from './plant.ts'
import { postgresMutants } from './postgres-mutants.ts'
import { serverMutants } from './server-mutants.ts'

const quick = process.argv.includes('--quick')
const words = process.argv.slice(2).filter((word) => word !== '--quick')
const chosen = [...mutants, ...postgresMutants, ...serverMutants].filter(
  (mutant) => (mutant.quick || !quick) && (words.length === 0 || words.some((word) => mutant.name.includes(word))),
)
const copy = copySources(join(import.meta.dirname, '../../../..'))
let caught = 0
try {
  // What `npm test` runs beside the quick ones has shown it by itself.
  if (!quick) proveWhole(chosen)
  for (const mutant of chosen) if (attempt(mutant)) caught++
} finally {
  copy.remove()
}
process.stdout.write(`caught/planted: ${caught}/${chosen.length}\n`)
process.exitCode = caught === chosen.length && chosen.length > 0 ? 0 : 1

/** Without any fault nothing may fail: else a catch would mean nothing. */
function proveWhole(all: readonly Mutant[]): void {
  const simulated = all.some(({ by }) => by.includes('simulation'))
  const failed =
    (simulated ? catchMutant(copy, { by: ['simulation'] })?.what : undefined) ??
    failedIn('postern', all, 'sqlite') ??
    failedIn('postern', all, 'postgres') ??
    failedIn('server', all, 'sqlite')
  if (failed !== undefined) throw new Error(`without any fault planted this fails already: ${failed}`)
}

function failedIn(where: Package, all: readonly Mutant[], store: 'sqlite' | 'postgres'): string | undefined {
  const catchers = new Set(all.flatMap(({ by, caughtIn = 'postern' }) => (caughtIn === where ? by : [])))
  const files = [...catchers].filter((by) => by !== 'simulation' && storeOf(by) === store)
  return files.length > 0 ? tested(copy, files, where) : undefined
}

function attempt(mutant: Mutant): boolean {
  const pullOut = copy.plant(mutant)
  try {
    const found = catchMutant(copy, mutant)
    const how = found
      ? `${found.by} in ${(found.milliseconds / 1000).toFixed(1)} s: ${found.what}`
      : mutant.by.join(', ')
    process.stdout.write(`${found ? 'caught  ' : 'SURVIVED'}  ${mutant.name}  |  ${how}\n`)
    return found !== undefined
  } finally {
    pullOut()
  }
}
