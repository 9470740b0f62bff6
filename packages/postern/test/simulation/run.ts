/**
 * `npm run test:simulation`: many seeds, one after the other, until as many people have signed in as were asked for.
 * `--sign-ins N` (20,000 unless told), `--seed N` plays that one seed, `--first N` begins with another seed than 1.
 */
import { parseArgs } from 'node:util'
import { formatSum, signInsEach, simulateSeeds, sumOf } from './seeds.ts'
import { SimulationFailure, simulate } from './simulate.ts'

const { values } = parseArgs({
  options: { 'sign-ins': { type: 'string' }, seed: { type: 'string' }, first: { type: 'string' } },
})
const wanted = numberOf('sign-ins', 20_000)
let sum = sumOf([])
try {
  if (values.seed === undefined) {
    await simulateSeeds(numberOf('first', 1), wanted, (sofar) => {
      sum = sofar
      progress(`${sum.signIns} of ${wanted} sign-ins`)
    })
    progress('')
  } else {
    const report = await simulate(numberOf('seed', 1), signInsEach)
    sum = sumOf([report])
    process.stdout.write(`trace ${report.trace}\n`)
  }
  process.stdout.write(`${formatSum(sum, 0)}\n`)
} catch (failure) {
  if (!(failure instanceof SimulationFailure)) throw failure
  progress('')
  process.stdout.write(`${failure.message}\n${formatSum(sum, 1)}\n`)
  process.exitCode = 1
}

/** For somebody who watches. A log gets the last line only. */
function progress(text: string): void {
  if (process.stdout.isTTY) process.stdout.write(`\r\x1b[K${text}`)
}

function numberOf(name: 'sign-ins' | 'seed' | 'first', usual: number): number {
  const text = values[name]
  if (text !== undefined && !/^\d{1,9}$/.test(text)) throw new TypeError(`--${name} must be a whole number`)
  return text === undefined ? usual : Number(text)
}
