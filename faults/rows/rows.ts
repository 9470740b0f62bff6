/** Every row of the suite, in the order of its number. */
import type { Row } from '../row.ts'
import { killAtEveryStep } from './f01-kill-at-every-step.ts'
import { killTheOutbox } from './f02-kill-the-outbox.ts'
import { killBetweenCountAndCompare } from './f03-kill-between-count-and-compare.ts'
import { rollingRestart } from './f04-rolling-restart.ts'
import { ioErrors } from './f06-io-errors.ts'
import { diskFull } from './f07-disk-full.ts'
import { busyFile } from './f08-busy-file.ts'
import { postgresRestart } from './f09-postgres-restart.ts'
import { failOver, failOverAsynchronous } from './f10-fail-over.ts'
import { commitUnknown } from './f11-commit-unknown.ts'
import { deadlocks } from './f12-deadlocks.ts'
import { slowDatabase } from './f13-slow-database.ts'
import { blackHole } from './f14-black-hole.ts'
import { races } from './f15-races.ts'
import { sharedOutbox } from './f16-shared-outbox.ts'
import { pausedWorker } from './f17-paused-worker.ts'
import { revocationEverywhere } from './f18-revocation-everywhere.ts'
import { clockJumps } from './f27-clock-jumps.ts'
import { skewedNodes } from './f28-skewed-nodes.ts'
import { migrateUnderLoad } from './f29-migrate-under-load.ts'
import { migrationKilled } from './f30-migration-killed.ts'
import { unboundedTables } from './f33-unbounded-tables.ts'
import { eventLoopStalls } from './f34-event-loop-stalls.ts'
import { failingPorts } from './f37-failing-ports.ts'
import { backupAndRestore } from './f40-backup-and-restore.ts'
import { partitions } from './f41-partitions.ts'

export const rows: readonly Row[] = [
  killAtEveryStep,
  killTheOutbox,
  killBetweenCountAndCompare,
  rollingRestart,
  ioErrors,
  diskFull,
  busyFile,
  postgresRestart,
  failOver,
  failOverAsynchronous,
  commitUnknown,
  deadlocks,
  slowDatabase,
  blackHole,
  races,
  sharedOutbox,
  pausedWorker,
  revocationEverywhere,
  clockJumps,
  skewedNodes,
  migrateUnderLoad,
  migrationKilled,
  unboundedTables,
  eventLoopStalls,
  failingPorts,
  backupAndRestore,
  partitions,
]
