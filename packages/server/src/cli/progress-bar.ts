/** One line on a terminal that says how far something has come. Elsewhere it says nothing. */
const width = 24
const pause = 100

export interface ProgressBar {
  show(label: string, done: number, of: number): void
  /** Where nobody knows how much there is. */
  tick(label: string, done: number): void
  /** Wipes the line. */
  end(): void
}

export function progressBar(terminal: NodeJS.WriteStream): ProgressBar {
  let shownAt = 0
  const draw = (words: () => string): void => {
    const now = performance.now()
    if (!terminal.isTTY || now < shownAt + pause) return
    shownAt = now
    terminal.write(`\r\u001b[K${words()}`)
  }
  return {
    show: (label, done, of) => draw(() => `${barOf(done, of)} ${label}`),
    tick: (label, done) => draw(() => `${count(done)} ${label}`),
    end() {
      if (terminal.isTTY && shownAt > 0) terminal.write('\r\u001b[K')
    },
  }
}

/** `[######..................]  25 %  1,000 of 4,000 rows` */
export function barOf(done: number, of: number): string {
  const part = of === 0 ? 1 : Math.min(1, done / of)
  const full = Math.round(part * width)
  const percent = String(Math.floor(part * 100)).padStart(3)
  return `[${'#'.repeat(full)}${'.'.repeat(width - full)}] ${percent} %  ${count(done)} of ${count(of)} rows`
}

export const people = (number: number): string => (number === 1 ? '1 person' : `${count(number)} people`)

export const count = (rows: number): string => rows.toLocaleString('en')
