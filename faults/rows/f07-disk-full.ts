import { spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileDatabase } from '../databases.ts'
import type { Row } from '../row.ts'
import type { Scene } from '../scene.ts'
import { signInOnce } from '../sign-in-once.ts'

export const diskFull: Row = {
  name: 'F7',
  about: 'the disk under the database is full, and has room again',
  engines: ['sqlite'],
  async run(scene) {
    const disk = mountDisk(scene)
    if (!disk) return withoutMount(scene)
    scene.bring(fileDatabase(disk))
    await scene.start()
    const caller = scene.caller()
    const kept = await signInOnce(scene, caller, 'kept@example.com')
    const load = scene.load({ workers: 6, persistence: 30_000 })
    await pause(400)
    const wrong: string[] = []
    for (let cycle = 0; cycle < scene.pick(2, 50); cycle++) {
      scene.history.fault('the disk is full')
      const filling = join(disk, 'filling')
      fill(filling, disk)
      await pause(300)
      fill(filling, disk)
      const refused = await caller.request(`full-${cycle}@example.com`)
      if (refused.answer) wrong.push(`a request was answered with ${refused.answer.status} on a full disk`)
      const read = await caller.check(kept)
      if (read.answer?.status !== 200) wrong.push('a session could not be read on a full disk')
      const unknown = await caller.redeem('0'.repeat(26), { token: `${'0'.repeat(26)}.${'A'.repeat(43)}` })
      if (unknown.answer?.code !== 'link-unknown')
        wrong.push('a link that does not exist was not refused on a full disk')
      rmSync(filling)
      await scene.until(
        'a request that is taken again',
        async () => (await caller.request('again@example.com')).answer?.status === 200,
        5_000,
      )
      await pause(300)
    }
    await load.stop()
    return {
      wrong,
      mayRepeat: scene.pick(2, 50) * 8,
      note: 'a tmpfs of 64 MB; what health says of a full disk is in the tests of the server',
    }
  },
}

function mountDisk(scene: Scene): string | undefined {
  const folder = join(scene.folder, 'disk')
  mkdirSync(folder)
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64m,mode=0700', 'tmpfs', folder])
  if (status !== 0) return undefined
  scene.onEnd(async () => spawnSync('umount', [folder]))
  return folder
}

/** To the last byte. */
function fill(path: string, disk: string): void {
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
async function withoutMount(scene: Scene) {
  const node = await scene.start()
  const load = scene.load({ workers: 6, persistence: 30_000 })
  for (let cycle = 0; cycle < scene.pick(2, 50); cycle++) {
    await pause(400)
    scene.history.fault('files may not grow')
    spawnSync('prlimit', ['--pid', String(node.pid), '--fsize=1:unlimited'])
    await pause(400)
    spawnSync('prlimit', ['--pid', String(node.pid), '--fsize=unlimited:unlimited'])
  }
  await load.stop()
  return {
    mayRepeat: scene.pick(2, 50) * 8,
    note: 'no right to mount a small disk: files were kept from growing instead (RLIMIT_FSIZE)',
  }
}
