import type { Line } from './line.ts'

/** Servers close connections that never end; many draw the line at a hundred mails. */
const mostMails = 100

/** Connections that wait for the next mail, for so many milliseconds. */
export interface IdleLines {
  /** The one used last is the warmest; the others may grow old and go. */
  take(): Line | undefined
  /** Keeps a line that can take another mail; says goodbye to one that cannot. */
  keep(line: Line): void
  /** Says goodbye to all. */
  drop(): Promise<unknown>
  /** Drops all, and whatever comes later. */
  close(): Promise<unknown>
}

export function createIdleLines(time: number): IdleLines {
  const idle = new Map<Line, NodeJS.Timeout>()
  let shut = false

  const forget = (line: Line): void => {
    clearTimeout(idle.get(line))
    idle.delete(line)
  }
  const leave = (line: Line): Promise<void> => {
    forget(line)
    return line.quit()
  }
  const drop = (): Promise<unknown> => Promise.all([...idle.keys()].map(leave))

  return {
    take: () => {
      for (const line of [...idle.keys()].reverse()) {
        forget(line)
        if (line.alive) return line
      }
      return undefined
    },
    keep: (line) => {
      if (!line.alive) return
      if (shut || line.count >= mostMails) return void line.quit()
      line.rest()
      idle.set(line, setTimeout(() => void leave(line), time).unref())
    },
    drop,
    close: () => {
      shut = true
      return drop()
    },
  }
}
