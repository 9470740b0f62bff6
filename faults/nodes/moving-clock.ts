/** A machine's clock that a file sets ahead or back, for every process that looks at the file, at once. */
import { openSync, readSync, writeFileSync } from 'node:fs'
import { offsetDigits } from './orders.ts'

/** Sets the clocks of all who read this file. Always as many digits, so that nobody reads half a number. */
export function setOffset(file: string, milliseconds: number): void {
  const sign = milliseconds < 0 ? '-' : '+'
  writeFileSync(file, sign + String(Math.abs(Math.round(milliseconds))).padStart(offsetDigits - 1, '0'))
}

export function offsetReader(file: string): () => number {
  const descriptor = openSync(file, 'r')
  const buffer = Buffer.alloc(offsetDigits)
  let last = 0
  return () => {
    if (readSync(descriptor, buffer, 0, offsetDigits, 0) === offsetDigits) last = Number(buffer.toString('latin1'))
    return last
  }
}
