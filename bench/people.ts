/**
 * Pages of people among very many, as the API gives them: key, read, and the event that says who looked. One call at a
 * time, over a SQLite file. Ends with 1 when the 99th percentile of a kind of page is above 30 ms; on a busy machine the
 * processor time of a page is the one to look at.
 *
 *   node --conditions=@postern/source bench/people.ts [--users 5000000] [--pages 1000]
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { fillPeople, idAt } from './load/many-people.ts'
import { percentile } from './load/statistics.ts'
import { progress } from './progress.ts'
import { serveApi } from './servers/api.ts'

const goal = 30
const applications = ['default', 'shop', 'wiki']

const { values } = parseArgs({
  options: { users: { type: 'string', default: '5000000' }, pages: { type: 'string', default: '1000' } },
})
const users = Number(values.users)
const pages = Number(values.pages)

const random = (below: number): number => Math.floor(Math.random() * below)
const letters = (count: number): string =>
  Array.from({ length: count }, () => String.fromCharCode(97 + random(26))).join('')

/** The query of one page of each kind, begun somewhere. */
const kinds: Readonly<Record<string, () => string>> = {
  'list, newest first': () => `after=${idAt(random(users))}`,
  'list of one application': () => `application=${applications[1 + random(2)]}&after=${idAt(random(users))}`,
  'address, how it begins': () => `emailPrefix=${letters(1 + random(4))}`,
  'address, the whole': () => `email=${letters(6)}${random(users)}@example.com`,
  'name, how it begins': () => `namePrefix=${letters(1 + random(4))}`,
  'name, how it begins, for one application': () => `namePrefix=${letters(2)}&application=shop`,
  'name, the whole': () => `name=${letters(3)}`,
}

const cache = fileURLToPath(new URL('.cache', import.meta.url))
mkdirSync(cache, { recursive: true })
const folder = mkdtempSync(join(cache, 'people-'))
try {
  const file = join(folder, 'people.db')
  await (await serveApi(file)).close()
  fillPeople(file, users, applications)
  const api = await serveApi(file)
  console.log(`${users} users, ${pages} pages of 50 of each kind, one at a time\n`)
  console.log('| page | p50 | p99 | longest | processor time |\n| --- | --- | --- | --- | --- |')
  for (const [kind, query] of Object.entries(kinds)) {
    progress(kind)
    for (let warm = 0; warm < 50; warm++) await api.get(`/api/v1/users?${query()}`)
    const taken: number[] = []
    const before = process.cpuUsage()
    for (let page = 0; page < pages; page++) {
      const begun = performance.now()
      await api.get(`/api/v1/users?${query()}`)
      taken.push(performance.now() - begun)
    }
    const { user, system } = process.cpuUsage(before)
    taken.sort((one, other) => one - other)
    const [p50, p99, most] = [percentile(taken, 0.5), percentile(taken, 0.99), taken.at(-1) ?? 0]
    progress('')
    console.log(
      `| ${kind} | ${[p50, p99, most, (user + system) / 1000 / pages].map((one) => `${one.toFixed(1)} ms`).join(' | ')} |`,
    )
    if (p99 > goal) process.exitCode = 1
  }
  await api.close()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
