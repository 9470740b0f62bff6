/** The lines that an export has written so far: the first, the last whole one, and how many. Never all of them at once. */
import { closeSync, createReadStream, openSync, readSync } from 'node:fs'

export interface WrittenLines {
  readonly first: string
  /** The same as the first where there is no other. */
  readonly last: string
  /** Whole ones. */
  readonly count: number
  /** Up to the end of the last whole line. */
  readonly bytes: number
}

/** Longer lines are none of ours, and cut. */
const longestLine = 2 ** 24
const newLine = 10

export async function readWrittenLines(file: string): Promise<WrittenLines> {
  const { count, firstEnd, lastStart, bytes } = await placesIn(file)
  const open = openSync(file, 'r')
  try {
    return { first: textAt(open, 0, firstEnd), last: textAt(open, lastStart, bytes), count, bytes }
  } finally {
    closeSync(open)
  }
}

async function placesIn(file: string) {
  const found = { count: 0, firstEnd: 0, lastStart: 0, bytes: 0 }
  let passed = 0
  for await (const chunk of createReadStream(file, { highWaterMark: 2 ** 20 }) as AsyncIterable<Buffer>) {
    for (let at = chunk.indexOf(newLine); at !== -1; at = chunk.indexOf(newLine, at + 1)) {
      found.lastStart = found.bytes
      found.bytes = passed + at + 1
      if (found.count === 0) found.firstEnd = found.bytes
      found.count++
    }
    passed += chunk.length
  }
  return found
}

/** Without the end of the line. */
function textAt(open: number, start: number, end: number): string {
  const text = Buffer.alloc(Math.min(Math.max(0, end - start - 1), longestLine))
  return text.toString('utf8', 0, readSync(open, text, 0, text.length, start))
}
