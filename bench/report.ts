/** The results as Markdown: one table per scenario, then the rest, then the goals. */
import { type ContestantName, contestants } from './contestants.ts'
import { type Goal, goals } from './goals.ts'
import type { Measure } from './load/run-load.ts'
import type { Scenario } from './load/scenarios.ts'
import type { ByContestant, Growth, Memory, Nodes, Results } from './results.ts'

const names: Readonly<Record<Scenario, string>> = {
  s1: 'S1: a sign-in, from the request to the session (two requests and a mail)',
  s2: 'S2: a session check',
  s3: 'S3: a request alone',
}

export function report(results: Results): string {
  const store = storeOf(results)
  const rates = Object.entries(results.rates).map(([scenario, measures]) =>
    section(`${names[scenario as Scenario]}, on ${store}`, measureTable(measures)),
  )
  return [
    preface(results),
    ...rates,
    section(`One user alone, S1, on ${store}`, measureTable(results.oneUser)),
    section(`Cold start to the first reply, on ${store}`, coldStartTable(results.coldStartMs)),
    section(`Full tables against empty ones, on ${store}`, growthTable(results.growth)),
    section(`Several processes over one database, S1, on ${store}`, nodesTable(results.nodes)),
    section(`Resident memory while people sign in, on ${store}`, memoryTable(results.memory)),
    section(`Goals, on ${store}`, goalTable(goals(results))),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

function storeOf({ store, postgres }: Results): string {
  return store === 'sqlite' ? 'SQLite' : `PostgreSQL ${postgres}`
}

function preface(results: Results): string {
  const { node, machine, users, rounds, seconds, quick } = results
  const plan = `${users} users, medians of ${rounds} interleaved rounds of ${seconds} s`
  const warning = quick ? '\n\n**A quick run: it shows that the bench works, its figures mean nothing.**' : ''
  const where = `Node ${node}, ${storeOf(results)}, ${machine}; ${coresOf(results)}; ${plan}`
  return `# Bench\n\n${where}. Only ratios within one run mean something.${warning}`
}

function coresOf({ pinned, store }: Results): string {
  const others = store === 'sqlite' ? 'load' : 'PostgreSQL and load'
  return pinned ? `server on one core, ${others} on another` : `nothing pinned: server, ${others} share the cores`
}

function section(title: string, table: string): string {
  return table === '' ? '' : `## ${title}\n\n${table}`
}

function measureTable(measures: ByContestant<Measure>): string {
  const database = Object.values(measures).some((it) => it.databaseCpuSecondsPerThousand !== undefined)
  const rows = inOrder(measures).map(([title, it]) => [
    title,
    figure(it.perSecond),
    figure(it.p50Ms),
    figure(it.p99Ms),
    figure(it.p99Ms / it.p50Ms),
    figure(it.cpuSecondsPerThousand),
    ...(database
      ? [it.databaseCpuSecondsPerThousand === undefined ? '' : figure(it.databaseCpuSecondsPerThousand)]
      : []),
    figure(it.stallMs),
    megabytes(it.rssBytes),
  ])
  const cpu = database ? ['node CPU s per 1,000', 'PostgreSQL CPU s per 1,000'] : ['CPU s per 1,000']
  return table(['server', 'per second', 'p50 ms', 'p99 ms', 'p99 / p50', ...cpu, 'longest stall ms', 'RSS MB'], rows)
}

function coldStartTable(times: ByContestant<number>): string {
  const hello = times.hello
  const rows = inOrder(times).map(([title, ms]) => [title, figure(ms), hello === undefined ? '' : figure(ms / hello)])
  return table(['server', 'ms', 'against hello'], rows)
}

function growthTable(growth: ByContestant<Growth>): string {
  const rows = inOrder(growth).flatMap(([title, { size, scenarios }]) =>
    Object.entries(scenarios).map(([scenario, { empty, full }]) => [
      title,
      `${figure(size.users)} / ${figure(size.sessions)}`,
      scenario.toUpperCase(),
      figure(empty.perSecond),
      figure(full.perSecond),
      figure(full.perSecond / empty.perSecond),
      figure(full.p99Ms),
      megabytes(full.rssBytes),
    ]),
  )
  return table(
    [
      'server',
      'people / sessions',
      'scenario',
      'empty, per second',
      'full, per second',
      'ratio',
      'full p99 ms',
      'RSS MB',
    ],
    rows,
  )
}

function nodesTable(nodes: ByContestant<Nodes>): string {
  const rows = inOrder(nodes).map(([title, { count, one, several }]) => [
    title,
    String(count),
    figure(one.perSecond),
    figure(several.perSecond),
    figure(several.perSecond / one.perSecond),
    figure(several.p99Ms),
    figure(several.cpuSecondsPerThousand / one.cpuSecondsPerThousand),
  ])
  const head = [
    'server',
    'processes',
    'one, per second',
    'all, per second',
    'ratio',
    'all, p99 ms',
    'CPU of node, ratio',
  ]
  return table(head, rows)
}

function memoryTable(memory: ByContestant<Memory>): string {
  const rows = inOrder(memory).map(([title, { signIns, rssBytes }]) => [
    title,
    figure(signIns),
    megabytes(rssBytes[0]),
    megabytes(rssBytes[rssBytes.length >> 1]),
    megabytes(rssBytes.at(-1)),
    megabytes(Math.max(...rssBytes)),
  ])
  return table(['server', 'sign-ins', 'before MB', 'half-way MB', 'after MB', 'most MB'], rows)
}

function goalTable(all: readonly Goal[]): string {
  const rows = all.map(({ what, wanted, found, unit, met }) => [
    what,
    wanted,
    found === undefined ? 'not measured' : `${figure(found)} ${unit}`,
    met === undefined ? '' : met ? 'met' : '**missed**',
  ])
  return table(['goal', 'wanted', 'found', ''], rows)
}

function inOrder<T>(found: ByContestant<T>): readonly (readonly [string, T])[] {
  return contestants.flatMap(({ name, title }) => {
    const value: T | undefined = found[name satisfies ContestantName]
    return value === undefined ? [] : [[title, value] as const]
  })
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return ''
  const rule = head.map((_, at) => (at === 0 ? '---' : '---:'))
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

/** Three digits that count; whole numbers from a hundred up. */
function figure(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3)
}

function megabytes(bytes: number | undefined): string {
  return bytes === undefined ? '' : figure(bytes / 1e6)
}
