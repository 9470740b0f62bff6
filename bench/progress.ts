/** One line that says what is going on, on a terminal only. */
export function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${text}`)
}

export function progressBar(text: string, done: number, of: number): void {
  const width = 30
  const filled = Math.round((done / of) * width)
  progress(`${text} ${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${Math.round((done / of) * 100)} %`)
}
