import { setTimeout as pause } from 'node:timers/promises'
import type { Database } from '../databases.ts'
import type { Row } from '../row.ts'

const tables = ['attempts', 'messages', 'sessions', 'events', 'users']

/** The server itself raises both errors by chance, after part of a command is done; a sequence counts them. */
const raising = `
CREATE SEQUENCE faults_raised;
CREATE FUNCTION faults_raise() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF random() < 0.03 THEN
    PERFORM nextval('faults_raised');
    RAISE EXCEPTION 'forced' USING ERRCODE = CASE WHEN random() < 0.5 THEN '40001' ELSE '40P01' END;
  END IF;
  RETURN NEW;
END $$;
${tables.map((table) => `CREATE TRIGGER faults_${table} BEFORE INSERT OR UPDATE ON postern_${table} FOR EACH ROW EXECUTE FUNCTION faults_raise();`).join('\n')}
`
const calm = tables.map((table) => `DROP TRIGGER faults_${table} ON postern_${table};`).join('\n')

/** Locks in the opposite order of a command that adds an attempt and its mail. */
const opposite = `
BEGIN;
LOCK TABLE postern_messages IN SHARE ROW EXCLUSIVE MODE;
SELECT pg_sleep(0.03);
LOCK TABLE postern_attempts IN SHARE ROW EXCLUSIVE MODE;
COMMIT;
`

export const deadlocks: Row = {
  name: 'F12',
  about: 'serialisation failures and deadlocks, forced by the server and by transactions that lock the other way round',
  engines: ['postgres'],
  async run(scene) {
    const database = await scene.database()
    await scene.start()
    await scene.start()
    await database.query(raising)
    await database.query(
      `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET deadlock_timeout = ''20ms''', current_database()); END $$`,
    )
    const load = scene.load({ workers: 8 })
    const wanted = scene.pick(150, 5_000)
    let scripted = 0
    await scene.whileNot(
      async () => {
        if (await isDone(database.query(opposite))) scripted += 1
        await pause(20)
        return (await raised(database)) >= wanted
      },
      scene.pick(12_000, 3_600_000),
    )
    await database.query(calm)
    await load.stop()
    const [row] = await database.query('SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()')
    return {
      faults: (await raised(database)) + Number(row?.['deadlocks']),
      mayRepeat: await raised(database),
      note: `${await raised(database)} raised by triggers, ${Number(row?.['deadlocks'])} real deadlocks; ${scripted} scripted transactions won`,
    }
  },
}

async function raised(database: Database): Promise<number> {
  const [row] = await database.query('SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS n FROM faults_raised')
  return Number(row?.['n'])
}

const isDone = (query: Promise<unknown>): Promise<boolean> =>
  query.then(
    () => true,
    () => false,
  )
