import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { limitFileSize } from '../limit-file-size.ts'
import type { RunningNode } from '../nodes/running-node.ts'
import { operationsOf } from '../operations.ts'
import type { Row } from '../row.ts'
import type { Scene } from '../scene.ts'

/** What SQLite asks of the disk while it runs, and how the disk says no. */
const calls = ['pwrite64', 'fdatasync', 'ftruncate', 'pread64'] as const

/** How calls were made to fail, by what the machine lets us. */
const notes = {
  traced:
    'system calls of a running node fail with EIO by strace; open and rename are left out, since SQLite makes none while it runs',
  limited: 'no strace here: writes beyond a file size limit fail (RLIMIT_FSIZE by prlimit); syncs and reads do not',
  sound: 'neither strace nor prlimit works here: no fault could be made',
}

export const ioErrors: Row = {
  name: 'F6',
  about: 'the n-th write, sync or read of the database fails',
  engines: ['sqlite'],
  async run(scene) {
    const node = await scene.start()
    const load = scene.load({ workers: 6, persistence: 10_000 })
    await pause(500)
    const how = await howToFail(node)
    const rounds = scene.pick(2, 50)
    for (let n = 1; n <= rounds; n++) {
      if (how === 'traced') for (const call of calls) await failTraced(scene, node, { call, n })
      if (how === 'limited') await failLimited(scene, node)
    }
    await load.stop()
    const sound = await (await scene.database()).query('PRAGMA integrity_check')
    const isSound = sound.length === 1 && sound[0]?.['integrity_check'] === 'ok'
    const refused = operationsOf(scene.history.lines).filter(({ status }) => status !== undefined).length
    return {
      mayRepeat: rounds * calls.length * 8,
      wrong: [
        ...(isSound ? [] : [`integrity_check says ${JSON.stringify(sound)}`]),
        ...(refused === 0 ? ['nobody was refused: no call of the disk failed'] : []),
      ],
      note: `${notes[how]}; ${refused} calls of people were refused`,
    }
  },
}

async function howToFail(node: RunningNode): Promise<keyof typeof notes> {
  if (await canTrace(node)) return 'traced'
  return limitFileSize(node.pid, 'unlimited') ? 'limited' : 'sound'
}

async function canTrace(node: RunningNode): Promise<boolean> {
  if (spawnSync('strace', ['--version']).status !== 0) return false
  const tracer = attach(node, 'getrandom', 60_000)
  await pause(200)
  const attached = tracer.exitCode === null
  await detach(tracer)
  return attached
}

/** From the n-th time on for a moment, as a bad disk does. The main thread alone is traced: SQLite runs there. */
async function failTraced(
  { history }: Scene,
  node: RunningNode,
  { call, n }: { readonly call: string; readonly n: number },
): Promise<void> {
  history.fault(`${call} fails from its ${n}. time on`)
  const tracer = attach(node, call, n)
  await pause(250)
  await detach(tracer)
  await pause(150)
}

function attach({ pid }: RunningNode, call: string, n: number): ChildProcess {
  const what = [`trace=${call}`, `inject=${call}:error=EIO:when=${n}+`].flatMap((each) => ['-e', each])
  return spawn('strace', ['-qq', '-o', '/dev/null', ...what, '-p', String(pid)], { stdio: 'ignore' })
}

async function detach(tracer: ChildProcess): Promise<void> {
  if (tracer.exitCode !== null) return
  const ended = new Promise((resolve) => tracer.once('close', resolve))
  tracer.kill('SIGINT')
  await ended
}

async function failLimited({ history, random }: Scene, { pid }: RunningNode): Promise<void> {
  const bytes = random.below(20) * 4096
  if (!limitFileSize(pid, bytes)) return
  history.fault(`writes beyond ${bytes} bytes fail`)
  await pause(250)
  if (!limitFileSize(pid, 'unlimited')) throw new Error('a node could not be given its files back')
  await pause(150)
}
