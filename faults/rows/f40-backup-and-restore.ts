import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { runAs } from '../../tools/service.mjs'
import { check } from '../checker.ts'
import { type Database, fileDatabase, readState, serverDatabase } from '../databases.ts'
import type { FinalState } from '../evidence.ts'
import type { Line } from '../history.ts'
import { operationsOf } from '../operations.ts'
import type { Row } from '../row.ts'
import type { Scene } from '../scene.ts'
import { signInOnce } from '../sign-in-once.ts'
import { takenMails } from '../taken-mails.ts'

/** A lease, the longest pause before a retry, and some. */
const afterEveryLease = 95_000

export const backupAndRestore: Row = {
  name: 'F40',
  about: 'a backup is taken under load, and restored',
  engines: ['sqlite', 'postgres'],
  async run(scene) {
    const { port } = await scene.start()
    const load = scene.load({ workers: 6, caller: scene.caller({ port: () => port }) })
    const findings = { lost: [] as string[], wrong: [] as string[] }
    const restored: FinalState[] = []
    for (let count = 0; count < scene.pick(1, 20); count++) {
      await pause(scene.pick(1_200, 3_000))
      const leaving = await signIn(scene, port, count)
      const before = scene.history.lines.length
      scene.history.fault('a backup')
      const database = await copy(scene, count)
      // Who signed out while the copy was made is in it or not.
      const leftMeanwhile = scene.history.lines.slice(before).filter(isSignOut)
      // Whom the backup still knows as signed in.
      for (const { caller, signedIn } of leaving) await caller.signOut(signedIn)
      await serveFrom(scene, database)
      const state = await readState(database)
      restored.push(state)
      const verdict = check({
        lines: [...scene.history.lines.slice(0, before), ...leftMeanwhile],
        state,
        mails: takenMails(scene.sink.mails),
      })
      findings.lost.push(...verdict.lost.map((what) => `in the backup, ${what}`))
      findings.wrong.push(...verdict.wrong.map((what) => `in the backup, ${what}`))
    }
    await pause(800)
    await load.stop()
    return {
      ...findings,
      // What was under way at the backup is sent once more by the restored.
      mayRepeat: restored.length * 8,
      note: `${revived(scene.history.lines, restored)} sessions that were signed out after a backup are alive in it: whoever restores ends all sessions`,
    }
  },
}

const isSignOut = (line: Line): boolean => line.step === 'invoked' && line.act.kind === 'sign-out'

async function signIn(scene: Scene, port: number, count: number) {
  const caller = scene.caller({ port: () => port })
  const people = Array.from({ length: 3 }, (_, person) => `leaving-${count}-${person}@example.com`)
  return Promise.all(people.map(async (email) => ({ caller, signedIn: await signInOnce(scene, caller, email) })))
}

async function copy(scene: Scene, count: number): Promise<Database> {
  const database = await scene.database()
  if (database.engine === 'sqlite') {
    const name = `backup-${count}.db`
    await database.query(`VACUUM INTO '${join(scene.folder, name)}'`)
    const backup = fileDatabase(scene.folder, name)
    const sound = await backup.query('PRAGMA integrity_check')
    if (sound[0]?.['integrity_check'] !== 'ok') throw new Error('the backup is not sound')
    return backup
  }
  const server = await scene.servers.shared()
  const { bin, folder, owner } = server
  const backup = await serverDatabase(server)
  scene.onEnd(() => backup.remove())
  const file = join(folder, `backup-${scene.seed}-${count}`)
  for (const [program, args] of [
    ['pg_dump', ['-Fc', '-f', file, '-d', database.url]],
    ['pg_restore', ['--no-owner', '-d', backup.url, file]],
  ] as const) {
    const { code, output } = await runAs(join(bin, program), [...args], { ...owner, cwd: folder })
    if (code !== 0) throw new Error(`${program} ended with ${code}: ${output}`)
  }
  return backup
}

/** The product itself on what was restored: it delivers what was queued, and lets people in. */
async function serveFrom(scene: Scene, { url, query }: Database): Promise<void> {
  scene.setClocks(afterEveryLease)
  const node = await scene.start({ database: url, clock: { file: scene.clockFile, kind: 'given' } })
  // Not in the history: this is another database than the one that is judged.
  const history = { ...scene.history, invoked: () => 0, acknowledged: () => undefined, unknown: () => undefined }
  await signInOnce(scene, scene.caller({ history, port: () => node.port }), 'restored@example.com')
  const queued = `SELECT count(*) AS n FROM postern_messages WHERE state = 'queued'`
  await scene.until('the mails of the backup', async () => Number((await query(queued))[0]?.['n']) === 0)
  await node.stop()
}

function revived(lines: readonly Line[], restored: readonly FinalState[]): number {
  const ended = operationsOf(lines).flatMap(({ act, answer }) =>
    act.kind === 'sign-out' && answer?.status === 204 ? [act.session] : [],
  )
  return restored.reduce((sum, { sessions }) => sum + ended.filter((session) => sessions.has(session)).length, 0)
}
