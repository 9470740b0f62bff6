/**
 * Pages of people among very many, as the API gives them: key, read, and the event that says who looked. One call at a
 * time, over a SQLite file, all kinds of pages in turns. Beside the time of a page stand the processor time of it and the
 * read alone: where the disk takes long to commit the event, or the machine is busy, those two do not move. Ends with 1
 * when the 99th percentile of a kind of page is above 30 ms.
 *
 *   node --conditions=@postern/source bench/people.ts [--users 5000000] [--pages 1000] [--file people.db]
 *
 * A file that is named is filled if it is not there, and kept.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { fillPeople, idAt, wordAt } from './load/many-people.ts'
import { percentile } from './load/statistics.ts'
import { progressBar } from './progress.ts'
import { type Api, serveApi } from './servers/api.ts'

const goal = 30
const applications = ['default', 'shop', 'wiki']
const pagesInTurn = 10

const { values } = parseArgs({
  options: {
    users: { type: 'string', default: '5000000' },
    pages: { type: 'string', default: '1000' },
    file: { type: 'string' },
  },
})
const users = Number(values.users)
const pages = Number(values.pages)

const random = (below: number): number => Math.floor(Math.random() * below)
const letters = (count: number): string =>
  Array.from({ length: count }, () => String.fromCharCode(97 + random(26))).join('')

type Read = Parameters<Api['list']>[0]

/** One page, as it is asked for over HTTP, and what the store reads for it where that is a list. */
interface Page {
  readonly query: string
  readonly read?: Omit<Read, 'limit'>
}

const named = (text: string, exact: boolean): Read['by'] => ({ what: 'name', text, exact })
const shop = 'shop' as NonNullable<Read['application']>

/** One page of each kind, begun somewhere. */
const kinds: Readonly<Record<string, () => Page>> = {
  'list, newest first': () => {
    const after = idAt(random(users))
    return { query: `after=${after}`, read: { after } }
  },
  'list of one application': () => {
    const after = idAt(random(users))
    const read = { after, application: shop, by: { what: 'registered', application: shop } } as const
    return { query: `application=shop&after=${after}`, read }
  },
  'address, how it begins': () => {
    const prefix = letters(1 + random(4))
    return { query: `emailPrefix=${prefix}`, read: { by: { what: 'address', prefix } } }
  },
  'address, how it begins, deep': () => {
    const after = `${wordAt(random(users))}0`
    const prefix = after.slice(0, 1)
    return { query: `emailPrefix=${prefix}&after=${after}`, read: { after, by: { what: 'address', prefix } } }
  },
  'address, how it begins, for one application': () => {
    const prefix = letters(2)
    const read = { application: shop, by: { what: 'address', prefix, among: 500 } } as const
    return { query: `emailPrefix=${prefix}&application=shop`, read }
  },
  'address, the whole': () => {
    const n = random(users)
    return { query: `email=${wordAt(n)}${n}@example.com` }
  },
  'address of nobody: no event': () => ({ query: `email=${letters(6)}${random(users)}@example.net` }),
  'name, how it begins': () => {
    const text = letters(1 + random(4))
    return { query: `namePrefix=${text}`, read: { by: named(text, false) } }
  },
  'name, how it begins, deep': () => {
    const name = `${wordAt(random(users))} 0`
    const text = name.slice(0, 1)
    const after = `${idAt(0)}/${name}`
    return { query: `namePrefix=${text}&after=${encodeURIComponent(after)}`, read: { after, by: named(text, false) } }
  },
  'name, how it begins, for one application': () => {
    const text = letters(2)
    const read = { application: shop, by: { what: 'name', text, exact: false, among: 500 } } as const
    return { query: `namePrefix=${text}&application=shop`, read }
  },
  'name, the whole': () => {
    const n = random(users)
    const text = `${wordAt(n)} ${n}`
    return { query: `name=${encodeURIComponent(text)}`, read: { by: named(text, true) } }
  },
}

interface Taken {
  readonly page: number[]
  readonly processor: number[]
  readonly read: number[]
}

const processorTime = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

async function ask(api: Api, kind: () => Page, taken: Taken): Promise<void> {
  const { query, read } = kind()
  const [began, before] = [performance.now(), processorTime()]
  await api.get(`/api/v1/users?${query}`)
  taken.page.push(performance.now() - began)
  taken.processor.push(processorTime() - before)
  // Another page of the kind: the one above is in the caches by now.
  const other = kind().read
  if (!read || !other) return
  const readBegan = performance.now()
  await api.list({ limit: 50, ...other })
  taken.read.push(performance.now() - readBegan)
}

async function measure(api: Api): Promise<ReadonlyMap<string, Taken>> {
  const nothing = (): Taken => ({ page: [], processor: [], read: [] })
  const all = new Map(Object.keys(kinds).map((name) => [name, nothing()]))
  for (const kind of Object.values(kinds)) for (let warm = 0; warm < 50; warm++) await ask(api, kind, nothing())
  for (let done = 0; done < pages; done += pagesInTurn) {
    progressBar('pages', done, pages)
    for (const [name, kind] of Object.entries(kinds)) {
      for (let page = 0; page < pagesInTurn; page++) await ask(api, kind, all.get(name) ?? nothing())
    }
  }
  return all
}

/** Answers whether all kinds are within the goal. */
function print(all: ReadonlyMap<string, Taken>): boolean {
  console.log('| page | p50 | p99 | longest | processor, mean | p99 | the read alone, p50 | p99 |')
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- |')
  let fine = true
  for (const [name, { page, processor, read }] of all) {
    for (const times of [page, processor, read]) times.sort((one, other) => one - other)
    const mean = processor.reduce((sum, one) => sum + one, 0) / processor.length
    const cells = [percentile(page, 0.5), percentile(page, 0.99), page.at(-1), mean, percentile(processor, 0.99)]
    const reads = read.length === 0 ? [] : [percentile(read, 0.5), percentile(read, 0.99)]
    const shown = [...cells, ...reads].map((one = Number.NaN) => `${one.toFixed(1)} ms`)
    console.log(`| ${[name, ...shown, ...(read.length === 0 ? ['', ''] : [])].join(' | ')} |`)
    if (percentile(page, 0.99) > goal) fine = false
  }
  return fine
}

const cache = fileURLToPath(new URL('.cache', import.meta.url))
mkdirSync(cache, { recursive: true })
const folder = mkdtempSync(join(cache, 'people-'))
try {
  const file = values.file ?? join(folder, 'people.db')
  if (!existsSync(file)) {
    await (await serveApi(file)).close()
    fillPeople(file, users, applications)
  }
  const api = await serveApi(file)
  const all = await measure(api)
  await api.close()
  console.log(`${users} users, ${pages} pages of 50 of each kind, one at a time, all kinds in turns\n`)
  if (!print(all)) process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
