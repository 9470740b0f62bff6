/** The summary for people, on standard error: standard output is for programs. */
import type { Report } from './row.ts'

const heads = ['row', 'engine', 'acknowledged', 'faults', 'lost', 'twice', 'wrong', 'recovery', 'p99', 'MB', 'took', '']

export function printTable(reports: readonly Report[]): void {
  const lines = [heads, ...reports.map(lineOf)]
  const widths = heads.map((_, at) => Math.max(...lines.map((line) => (line[at] ?? '').length)))
  for (const line of lines)
    process.stderr.write(
      `${line
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd()}\n`,
    )
  for (const { result } of reports)
    if (result.note !== undefined) process.stderr.write(`${result.test} ${result.engine}: ${result.note}\n`)
}

function lineOf({ result, passed, seconds }: Report): readonly string[] {
  const counts = [result.acknowledged, result.faults, result.lost, result.duplicated, result.wrong].map(String)
  const times = [
    `${result.max_recovery_ms} ms`,
    `${result.p99_ms} ms`,
    String(result.rss_max_mb),
    `${Math.round(seconds)} s`,
  ]
  return [result.test, result.engine, ...counts, ...times, passed ? 'ok' : 'FAILED']
}
