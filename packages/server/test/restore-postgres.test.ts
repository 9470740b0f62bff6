import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { ask } from '../../../tools/postgres-admin.ts'
import { type FreshDatabase, freshDatabase } from '../../../tools/postgres-database.ts'
import { type MailServer, mailServer } from './mail-server.ts'
import { cleanUp, newFolder } from './process.ts'
import { backUpAndRestore } from './restored.ts'

const fresh: FreshDatabase[] = []

let mails: MailServer | undefined

afterEach(async () => {
  await cleanUp()
  await mails?.close()
  mails = undefined
  for (const { drop } of fresh.splice(0)) await drop()
})

async function emptyDatabase(): Promise<string> {
  const database = await freshDatabase()
  fresh.push(database)
  return database.url
}

type Program = 'pg_dump' | 'pg_restore'

/** Beside the server's programs, or wherever the system has its clients. */
async function placeOf(name: Program, url: string): Promise<string> {
  const [row] = await ask(url, `SELECT setting AS bin FROM pg_config WHERE name = 'BINDIR'`)
  const beside = join(String(row?.['bin']), name)
  return existsSync(beside) ? beside : name
}

async function runProgram(name: Program, url: string, ...args: readonly string[]): Promise<void> {
  const child = spawn(await placeOf(name, url), [...args, `--dbname=${url}`], { stdio: ['ignore', 'ignore', 'pipe'] })
  let words = ''
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (words += chunk))
  const [status] = (await once(child, 'close').catch((fault: Error) => {
    throw new Error(`${name} is wanted by this test: apt-get install postgresql-client (${fault.message})`)
  })) as [number | null]
  expect({ status, words }).toEqual({ status: 0, words: '' })
}

test('F40: pg_dump copies a PostgreSQL database while people sign in; a restored copy revives what revoke-all ends', async () => {
  const folder = newFolder()
  const url = await emptyDatabase()
  let restored = ''
  mails = await mailServer()
  await backUpAndRestore(
    {
      folder,
      env: { DATABASE_URL: url },
      take: () => runProgram('pg_dump', url, '--format=custom', `--file=${join(folder, 'postern.dump')}`),
      async restore() {
        restored = await emptyDatabase()
        await runProgram('pg_restore', restored, '--no-owner', join(folder, 'postern.dump'))
        return { DATABASE_URL: restored }
      },
      async count(sql) {
        const [row] = await ask(restored, sql)
        return Number(row?.['found'])
      },
    },
    mails,
  )
}, 180_000)
