/** What a command answers: for people as text, with `--json` as one JSON document. */
export interface Said {
  readonly json: unknown
  readonly text: string
  /** Something is not as it should be: the process ends with 1. */
  readonly failed?: boolean
}

export function print({ json, text, failed }: Said, asJson: boolean | undefined): void {
  process.stdout.write(`${asJson ? JSON.stringify(json, null, 2) : text}\n`)
  if (failed) process.exitCode = 1
}

/** Rows of a list in columns under their names; a sentence where there are none. */
export function columns(rows: readonly Readonly<Record<string, unknown>>[], none: string): string {
  const [first] = rows
  if (!first) return none
  const names = Object.keys(first)
  const lines = [names, ...rows.map((row) => names.map((name) => cell(row[name])))]
  const widths = names.map((_name, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)))
  return lines
    .map((line) =>
      line
        .map((text, at) => text.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** One thing, a line for each of its members. */
export function sheet(value: object): string {
  const lines = Object.entries(value).filter(([, one]) => one !== undefined)
  const width = Math.max(...lines.map(([name]) => name.length))
  return lines.map(([name, one]) => `${name.padEnd(width)}  ${cell(one)}`.trimEnd()).join('\n')
}

function cell(value: unknown): string {
  if (value === undefined || value === null || value === '') return '-'
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join(',') || '-'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

export interface Listed {
  readonly items: readonly object[]
  readonly next?: string | undefined
}

export function list(
  { items, next }: Listed,
  rowOf: (item: never) => Readonly<Record<string, unknown>>,
  none: string,
): Said {
  const rows = columns(
    items.map((item) => rowOf(item as never)),
    none,
  )
  const text = next === undefined ? rows : `${rows}\n\nMore: --after ${next}`
  return { json: { items, ...(next !== undefined && { next }) }, text }
}
