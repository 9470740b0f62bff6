/** All routines that this version of the code keeps in the database. */
import { addressRoutines } from './addresses/apply-change.ts'
import { alsoRoutines } from './also.ts'
import { firstProofRoutine } from './attempts/prove-first.ts'
import { budgetRoutines } from './budgets.ts'
import type { Command } from './command.ts'
import { raiseRoutine } from './documents/raise.ts'
import { eventMark } from './events/mark.ts'
import { type Routine, type RoutineSet, routineSet } from './routine.ts'
import { storeOf } from './store-of.ts'
import { findTimes, markRoutine, probe } from './store-time.ts'
import { sweepRoutines } from './sweep.ts'

export const routines: RoutineSet = routineSet([...helpers(), ...ofCommands()])

/** Those that others call come first: some are looked up when the caller is made. */
function helpers(): readonly Routine[] {
  const beside = [...alsoRoutines, raiseRoutine]
  return [markRoutine, ...beside, ...addressRoutines, firstProofRoutine, ...budgetRoutines, ...sweepRoutines]
}

function ofCommands(): readonly Routine[] {
  const found: Routine[] = [findTimes.routine, probe.routine, eventMark.routine]
  storeOf((command) => {
    found.push((command as Command<unknown, unknown>).routine)
    return () => Promise.reject(new Error('Not a store'))
  })
  return found
}
