import { spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Caller, SignedIn } from '../caller.ts'
import { fileDatabase } from '../databases.ts'
import { limitFileSize } from '../limit-file-size.ts'
import type { Row } from '../row.ts'
import type { Scene } from '../scene.ts'
import { signInOnce } from '../sign-in-once.ts'

export const diskFull: Row = {
  name: 'F7',
  about: 'the disk under the database is full, and has room again',
  engines: ['sqlite'],
  async run(scene) {
    const disk = mountedDisk(scene) ?? limitedFiles(scene)
    await scene.start()
    const caller = scene.caller()
    const kept = await signInOnce(scene, caller, 'kept@example.com')
    const load = scene.load({ workers: 6, persistence: 30_000 })
    await pause(400)
    const wrong: string[] = []
    for (let cycle = 0; cycle < scene.pick(2, 50); cycle++) {
      if (!disk.fill()) break
      scene.history.fault('the disk is full')
      await pause(300)
      disk.fill()
      wrong.push(...(await faultsWhileFull(caller, kept, cycle)))
      disk.makeRoom()
      await scene.until(
        'a request that is taken again',
        async () => (await caller.request('again@example.com')).answer?.status === 200,
        5_000,
      )
      await pause(300)
    }
    await load.stop()
    return { wrong, mayRepeat: scene.pick(2, 50) * 8, note: disk.note() }
  },
}

async function faultsWhileFull(caller: Caller, kept: SignedIn, cycle: number): Promise<readonly string[]> {
  const wrong: string[] = []
  const refused = await caller.request(`full-${cycle}@example.com`)
  if (refused.answer) wrong.push(`a request was answered with ${refused.answer.status} on a full disk`)
  const read = await caller.check(kept)
  if (read.answer?.status !== 200) wrong.push('a session could not be read on a full disk')
  const unknown = await caller.redeem('0'.repeat(26), { token: `${'0'.repeat(26)}.${'A'.repeat(43)}` })
  if (unknown.answer?.code !== 'link-unknown') wrong.push('a link that does not exist was not refused on a full disk')
  return wrong
}

interface Disk {
  /** To the last byte. Answers whether that could be done. */
  fill(): boolean
  makeRoom(): void
  note(): string
}

function mountedDisk(scene: Scene): Disk | undefined {
  const folder = join(scene.folder, 'disk')
  mkdirSync(folder)
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64m,mode=0700', 'tmpfs', folder])
  if (status !== 0) return undefined
  scene.onEnd(async () => spawnSync('umount', [folder]))
  scene.bring(fileDatabase(folder))
  const filling = join(folder, 'filling')
  return {
    fill() {
      fillWith(filling, folder)
      return true
    },
    makeRoom: () => rmSync(filling),
    note: () => 'a tmpfs of 64 MB; what health says of a full disk is in the tests of the server',
  }
}

function fillWith(path: string, disk: string): void {
  const file = openSync(path, 'a')
  try {
    const block = Buffer.alloc(1 << 16)
    while (statfsSync(disk).bavail > 0) if (writeSync(file, block) === 0) return
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'ENOSPC') throw fault
  } finally {
    closeSync(file)
  }
}

/** Without the right to mount, writes beyond a size fail: the next best thing to a disk without room. */
function limitedFiles(scene: Scene): Disk {
  let isLimited = false
  const limitAll = (bytes: number | 'unlimited'): boolean => scene.nodes.every(({ pid }) => limitFileSize(pid, bytes))
  return {
    fill: () => (isLimited = limitAll(1)),
    makeRoom() {
      if (!limitAll('unlimited')) throw new Error('a node could not be given its files back')
    },
    note: () =>
      isLimited
        ? 'no right to mount a small disk: files were kept from growing instead (RLIMIT_FSIZE)'
        : 'no right to mount a small disk, and prlimit does not work here: no fault could be made',
  }
}
