/** F32: connections that do nothing, drip or wait, and whether anybody else notices. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Figures, Holding } from './generator/told.ts'
import { percent } from './judge.ts'
import type { OverloadRow } from './rows.ts'
import type { Generator } from './running-generator.ts'

/** Well below what any machine does. */
const rate = 100
const mostChange = 0.2
/** Milliseconds that a p99 jumps by on a machine where nothing happens. */
const noise = 5

export const slowClients: OverloadRow = {
  name: 'F32',
  async play({ generator, server }, { size }) {
    const short = size === 'small'
    const count = short ? 300 : 10_000
    await generator.closed(16, 2)
    const parts: Part[] = []
    for (const holding of ['idle', 'drips', 'streams'] as const)
      parts.push(
        await part(generator, holding, {
          count: holding === 'drips' ? count / 10 : count,
          rest: short ? 200 : 8_000,
          seconds: short ? 2 : 10,
        }),
      )
    const all = parts.flatMap(({ before, during }) => [before, during])
    return {
      attempts: all.reduce((sum, { arrivals }) => sum + arrivals, 0),
      acknowledged: all.reduce((sum, { requests }) => sum + requests.accepted, 0),
      recovery: 0,
      p99: Math.max(...parts.map(({ during }) => during.p99)),
      rss: Math.max(...all.map(({ rss }) => rss)),
      wrong: [...parts.flatMap(wrongIn), ...complaintsOf(server.complaints())],
      missed: parts.filter(isSlower).map((one) => `${one.holding}: p99 ${change(one)}`),
      note: parts.map(words).join('; '),
    }
  },
}

interface Part {
  readonly holding: Holding
  readonly held: number
  readonly kept: number
  readonly before: Figures
  readonly during: Figures
  /** Kilobytes of the server's memory for one. */
  readonly each: number
}

async function part(
  generator: Generator,
  holding: Holding,
  { count, rest, seconds }: { readonly count: number; readonly rest: number; readonly seconds: number },
): Promise<Part> {
  const before = await generator.open(rate, seconds)
  const { held, rss } = await generator.hold(holding, count)
  // What is asked is what holding costs; that they all came at once is another matter.
  await pause(rest)
  const during = await generator.open(rate, seconds)
  const { held: kept } = await generator.release()
  return { holding, held, kept, before, during, each: ((rss - before.rss) * 1024) / Math.max(1, held) }
}

const isSlower = ({ before, during }: Part): boolean =>
  during.p99 > Math.max(before.p99 * (1 + mostChange), before.p99 + noise)

function wrongIn({ holding, during }: Part): readonly string[] {
  const { refused, late, cut, unsent, wrong } = during.requests
  const failed = refused + late + cut + unsent + wrong
  const kinds = JSON.stringify({ refused, late, cut, unsent, wrong })
  return failed === 0 ? [] : [`${failed} requests failed beside ${holding}: ${kinds} ${during.samples.join(' | ')}`]
}

const complaintsOf = (text: string): readonly string[] => (/\b(?:fault|crash)\b/.test(text) ? [text] : [])

const change = ({ before, during }: Part): string =>
  `${before.p99.toFixed(1)} to ${during.p99.toFixed(1)} ms (${percent(during.p99 / before.p99 - 1)})`

const words = (one: Part): string =>
  `${one.held} ${one.holding} (${one.kept} at the end, ${one.each.toFixed(1)} kB each): p99 ${change(one)}`
