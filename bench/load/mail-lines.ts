/** The receiving end of the mail hook: hands each token to whoever waits for that address, and drops the rest. */
import type { Readable } from 'node:stream'

export interface MailLines {
  expect(email: string, arrived: (token: string) => void): void
  expected(email: string): boolean
  /** Nobody waits for this one any more. */
  drop(email: string): void
  forget(): void
}

/** One pipe from each process. */
export function mailLines(pipes: readonly Readable[]): MailLines {
  const waiting = new Map<string, (token: string) => void>()
  for (const pipe of pipes) readLines(pipe, (line) => hand(waiting, line))
  return {
    expect: (email, arrived) => void waiting.set(email, arrived),
    expected: (email) => waiting.has(email),
    drop: (email) => void waiting.delete(email),
    forget: () => waiting.clear(),
  }
}

function readLines(pipe: Readable, line: (line: string) => void): void {
  let rest = ''
  pipe.setEncoding('latin1')
  pipe.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const each of lines) line(each)
  })
}

function hand(waiting: Map<string, (token: string) => void>, line: string): void {
  const space = line.indexOf(' ')
  const email = line.slice(0, space)
  const arrived = waiting.get(email)
  if (arrived === undefined) return
  waiting.delete(email)
  arrived(line.slice(space + 1))
}
