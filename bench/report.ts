/** The results as Markdown: one table per scenario, then the rest, then the goals. */
import { type ContestantName, contestants } from './contestants.ts'
import { type Goal, goals } from './goals.ts'
import type { Measure } from './load/run-load.ts'
import type { Scenario } from './load/scenarios.ts'
import type { ByContestant, Growth, Memory, Results } from './results.ts'

const names: Readonly<Record<Scenario, string>> = {
  s1: 'S1: a sign-in, from the request to the session (two requests and a mail)',
  s2: 'S2: a session check',
  s3: 'S3: a request alone',
}

export function report(results: Results): string {
  const rates = Object.entries(results.rates).map(([scenario, measures]) =>
    section(names[scenario as Scenario], measureTable(measures)),
  )
  return [
    preface(results),
    ...rates,
    section('One user alone, S1', measureTable(results.oneUser)),
    section('Cold start to the first reply', coldStartTable(results.coldStartMs)),
    section('Full tables against empty ones', growthTable(results.growth)),
    section('Resident memory while people sign in', memoryTable(results.memory)),
    section('Goals', goalTable(goals(results))),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

function preface(results: Results): string {
  const { node, machine, pinned, users, rounds, seconds, quick } = results
  const cores = pinned ? 'server on one core, load on another' : 'nothing pinned: server and load share the cores'
  const plan = `${users} users, medians of ${rounds} interleaved rounds of ${seconds} s`
  const warning = quick ? '\n\n**A quick run: it shows that the bench works, its figures mean nothing.**' : ''
  return `# Bench\n\nNode ${node}, ${machine}; ${cores}; ${plan}. Only ratios within one run mean something.${warning}`
}

function section(title: string, table: string): string {
  return table === '' ? '' : `## ${title}\n\n${table}`
}

function measureTable(measures: ByContestant<Measure>): string {
  const rows = inOrder(measures).map(([title, it]) => [
    title,
    figure(it.perSecond),
    figure(it.p50Ms),
    figure(it.p99Ms),
    figure(it.p99Ms / it.p50Ms),
    figure(it.cpuSecondsPerThousand),
    figure(it.stallMs),
    megabytes(it.rssBytes),
  ])
  return table(
    ['server', 'per second', 'p50 ms', 'p99 ms', 'p99 / p50', 'CPU s per 1,000', 'longest stall ms', 'RSS MB'],
    rows,
  )
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
