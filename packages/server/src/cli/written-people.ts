/**
 * Who is in the file that an export was ended at: by ids, and never all of them at once. They lie in runs, one after the
 * other, each from high ids to low as people are listed, and every run is read beside the list.
 */
import { createReadStream } from 'node:fs'

export interface WrittenPeople {
  /** The first line; empty where there is no whole one. */
  readonly head: string
  readonly count: number
  /** Up to the end of the last whole line. */
  readonly bytes: number
  /** The line that is no person, where there is one. */
  readonly wrongLine?: number
  /** Ids are asked for from high to low. */
  has(id: string): Promise<boolean>
  close(): Promise<void>
}

export async function readWrittenPeople(file: string): Promise<WrittenPeople> {
  const { runs, ...found } = await runsIn(file)
  const readers = runs.map((run) => createReader(file, run))
  return {
    ...found,
    async has(id) {
      for (const reader of readers) if (await reader.has(id)) return true
      return false
    },
    async close() {
      for (const reader of readers) await reader.close()
    },
  }
}

interface Span {
  readonly start: number
  readonly end: number
}

async function runsIn(file: string) {
  const found = { head: '', count: 0, bytes: 0 }
  const runs: { readonly start: number; end: number }[] = []
  let last: string | undefined
  for await (const { beginning, start, end } of wholeLines(file)) {
    if (found.bytes === 0) {
      found.head = beginning
    } else {
      const id = idOf(beginning)
      if (id === undefined) return { ...found, runs: [], wrongLine: found.count + 2 }
      if (last === undefined || id > last) runs.push({ start, end })
      for (const run of runs.slice(-1)) run.end = end
      found.count++
      last = id
    }
    found.bytes = end
  }
  return { ...found, runs }
}

function createReader(file: string, run: Span) {
  const lines = wholeLines(file, run)
  let present: string | undefined
  let isOver = false
  const advance = async (): Promise<void> => {
    const next = await lines.next()
    isOver = next.done === true
    present = next.done ? undefined : idOf(next.value.beginning)
  }
  return {
    async has(id: string): Promise<boolean> {
      while (!isOver && (present === undefined || present > id)) await advance()
      return present === id
    },
    close: () => lines.return(undefined),
  }
}

/** As lines are written: the id comes first, and holds no letter that would be escaped. */
const idOf = (line: string): string | undefined => /^\{"id":"([\w-]{1,64})",/.exec(line)?.[1]

/** Enough for a head, and for an id. */
const longestBeginning = 2048
const newLine = 10

async function* wholeLines(file: string, { start, end }: Partial<Span> = {}) {
  let lineStart = start ?? 0
  let passed = lineStart
  let begun = Buffer.alloc(0)
  const span = {
    highWaterMark: 2 ** 20,
    ...(start !== undefined && { start }),
    ...(end !== undefined && { end: end - 1 }),
  }
  for await (const chunk of createReadStream(file, span) as AsyncIterable<Buffer>) {
    let from = 0
    for (let to = chunk.indexOf(newLine); to !== -1; to = chunk.indexOf(newLine, from)) {
      const lineEnd = passed + to + 1
      yield { beginning: begunBy(begun, chunk.subarray(from, to)).toString(), start: lineStart, end: lineEnd }
      begun = Buffer.alloc(0)
      lineStart = lineEnd
      from = to + 1
    }
    begun = begunBy(begun, chunk.subarray(from))
    passed += chunk.length
  }
}

const begunBy = (begun: Buffer<ArrayBuffer>, more: Buffer): Buffer<ArrayBuffer> =>
  Buffer.concat([begun, more.subarray(0, Math.max(0, longestBeginning - begun.length))])
