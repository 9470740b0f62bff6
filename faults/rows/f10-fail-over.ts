import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Postgres } from '../../tools/postgres.mjs'
import { runAs } from '../../tools/service.mjs'
import { databaseAt, throughPort } from '../databases.ts'
import { openProxy, type Proxy } from '../proxy.ts'
import type { Findings, Row } from '../row.ts'
import type { Scene } from '../scene.ts'

export const failOver: Row = {
  name: 'F10',
  about: 'the primary is killed and its synchronous standby promoted, under load',
  engines: ['postgres'],
  run: (scene) => promoteUnderLoad(scene, 'synchronous'),
}

export const failOverAsynchronous: Row = {
  name: 'F10-async',
  about: 'the same with a standby that lags: what it loses is counted and published',
  engines: ['postgres'],
  run: (scene) => promoteUnderLoad(scene, 'asynchronous'),
}

type Replication = 'synchronous' | 'asynchronous'

async function promoteUnderLoad(scene: Scene, replication: Replication): Promise<Findings> {
  let primary = await scene.servers.own()
  const url = await primary.createDatabase('faults')
  const proxy = await openProxy(primary.port, scene.random)
  scene.onEnd(() => proxy.close())
  scene.bring(databaseAt(throughPort(url, proxy.port)))
  let standby = await standbyOf(scene, primary, replication)
  await scene.start()
  await scene.start()
  const load = scene.load({ workers: 8 })
  const rounds = scene.pick(1, 20)
  for (let round = 1; round <= rounds; round++) {
    await pause(scene.pick(1_500, 5_000))
    scene.history.fault('the primary is killed and the standby promoted')
    // What is on its way between the two goes with the machine that sent it.
    standby.line.cut()
    await primary.stop('kill')
    await databaseAt(standby.server.url).query('SELECT pg_promote(true, 30)')
    proxy.target(standby.server.port)
    proxy.cut()
    primary = standby.server
    await pause(scene.pick(1_500, 3_000))
    if (round < rounds) standby = await standbyOf(scene, primary, replication)
  }
  await load.stop()
  return {
    mayRepeat: rounds * 2 * 8,
    mayLose: replication === 'asynchronous',
    note:
      replication === 'synchronous'
        ? 'synchronous_standby_names = *, the primary by SIGKILL, addresses moved by a proxy'
        : 'no synchronous standby, replication 20 to 60 ms late: what is lost and wrong here is lost by PostgreSQL, and published',
  }
}

interface Standby {
  readonly server: Postgres
  /** Between it and its primary. */
  readonly line: Proxy
}

/** A copy that follows. An asynchronous one follows late. */
async function standbyOf(scene: Scene, primary: Postgres, replication: Replication): Promise<Standby> {
  const { bin, folder, owner, url } = primary
  const dataDir = join(folder, `standby-${randomBytes(3).toString('hex')}`)
  const line = await openProxy(primary.port, scene.random)
  scene.onEnd(() => line.close())
  const how = ['-D', dataDir, '-d', throughPort(url, line.port), '-R', '-X', 'stream', '-c', 'fast']
  const { code, output } = await runAs(join(bin, 'pg_basebackup'), how, { ...owner, cwd: folder })
  if (code !== 0) throw new Error(`pg_basebackup ended with ${code}: ${output}`)
  const server = await scene.servers.own({ dataDir })
  if (replication === 'asynchronous') line.weather({ kind: 'slow', least: 20, most: 60 })
  else await synchronise(scene, url)
  return { server, line }
}

async function synchronise(scene: Scene, url: string): Promise<void> {
  const main = databaseAt(url)
  await main.query(`ALTER SYSTEM SET synchronous_standby_names = '*'`)
  await main.query('SELECT pg_reload_conf()')
  await scene.until('a synchronous standby', async () => {
    const rows = await main.query(`SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'`)
    return rows.length > 0
  })
}
