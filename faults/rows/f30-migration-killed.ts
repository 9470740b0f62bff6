import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Database, fileDatabase, serverDatabase } from '../databases.ts'
import type { Row } from '../row.ts'
import type { Scene } from '../scene.ts'
import { signInOnce } from '../sign-in-once.ts'

const program = fileURLToPath(new URL('../nodes/migrator.ts', import.meta.url))
const together = 10

export const migrationKilled: Row = {
  name: 'F30',
  about: 'a migration is killed at its statements, run again, and started by ten processes at once',
  engines: ['sqlite', 'postgres'],
  async run(scene) {
    const whole = await fresh(scene, 'whole')
    const statements = Number((await migrate(whole)).stdout)
    const wrong: string[] = []
    const moments = Array.from({ length: statements }, (_, at) => at + 1)
    const chosen = scene.size === 'full' ? spread(scene, moments) : sample(scene, moments)
    for (const moment of chosen) {
      const database = await fresh(scene, `killed-${moment}`)
      scene.history.fault(`SIGKILL at statement ${moment}`)
      const { signal } = await migrate(database, moment)
      if (signal !== 'SIGKILL') wrong.push(`the migration outlived its statement ${moment}`)
      await migrate(database)
      wrong.push(...(await differences(whole, database)))
    }
    const crowded = await fresh(scene, 'crowded')
    const crowd = await Promise.all(Array.from({ length: together }, () => migrate(crowded)))
    wrong.push(...crowd.flatMap(({ failure }) => (failure === '' ? [] : [`one of ten failed: ${failure}`])))
    wrong.push(...(await differences(whole, crowded)))
    scene.bring(crowded)
    await scene.start()
    await signInOnce(scene, scene.caller(), 'after@example.com')
    return {
      wrong,
      maxRecovery: 0,
      note: `${chosen.length} of ${statements} statements, then ${together} processes at once`,
    }
  },
}

interface Migrated {
  readonly stdout: string
  readonly signal: string | null
  readonly failure: string
}

async function migrate({ url }: Database, dieAt = 0): Promise<Migrated> {
  const args = ['--no-warnings', '--conditions=@postern/source', program, url, String(dieAt)]
  try {
    const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 60_000 })
    return { stdout, signal: null, failure: '' }
  } catch (fault) {
    const { signal, stderr } = fault as { signal?: string; stderr?: string }
    return { stdout: '', signal: signal ?? null, failure: stderr || String(fault) }
  }
}

async function fresh(scene: Scene, name: string): Promise<Database> {
  const database =
    scene.engine === 'sqlite'
      ? fileDatabase(scene.folder, `${name}.db`)
      : await serverDatabase(await scene.servers.shared())
  scene.onEnd(() => database.remove())
  return database
}

/** All of them, or as many as the run's share is, evenly. */
function spread({ pick }: Scene, moments: readonly number[]): readonly number[] {
  const each = Math.max(1, Math.round(moments.length / pick(1, moments.length)))
  return moments.filter((moment) => moment % each === 0)
}

/** The last two, a commit among them, and some of the others. */
function sample({ random }: Scene, moments: readonly number[]): readonly number[] {
  const between = Array.from({ length: 2 }, () => random.of(moments))
  return [...new Set([...between, ...moments.slice(-2)])]
}

async function differences(whole: Database, other: Database): Promise<readonly string[]> {
  const [expected, found] = [await shapeOf(whole), await shapeOf(other)]
  return expected === found ? [] : ['a migration that was run again left another schema']
}

async function shapeOf(database: Database): Promise<string> {
  const sql =
    database.engine === 'sqlite'
      ? `SELECT sql FROM sqlite_schema WHERE name LIKE 'postern%' ORDER BY name`
      : `SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_name LIKE 'postern%'
         UNION ALL SELECT 'routine', routine_name, '' FROM information_schema.routines WHERE routine_name LIKE 'postern%'
         UNION ALL SELECT 'index', indexname, indexdef FROM pg_indexes WHERE tablename LIKE 'postern%' ORDER BY 1, 2, 3`
  const applied = await database.query('SELECT number, name, checksum FROM postern_migrations ORDER BY number')
  return JSON.stringify([await database.query(sql), applied])
}
