import { describe, expect, test } from 'vitest'
import { barOf, progressBar } from './progress-bar.ts'

describe('a progress bar', () => {
  test('says how many rows of how many are done', () => {
    expect(barOf(0, 4000)).toBe('[........................]   0 %  0 of 4,000 rows')
    expect(barOf(1000, 4000)).toBe('[######..................]  25 %  1,000 of 4,000 rows')
    expect(barOf(3999, 4000)).toBe('[########################]  99 %  3,999 of 4,000 rows')
    expect(barOf(4000, 4000)).toBe('[########################] 100 %  4,000 of 4,000 rows')
    expect(barOf(0, 0)).toBe('[########################] 100 %  0 of 0 rows')
  })

  test('is one line on a terminal, wiped at the end', () => {
    const written = drawn({ isTTY: true })
    expect(written).toHaveLength(2)
    expect(written[0]).toMatch(/^\r\u001b\[K\[#+\.+\] .+ moving users$/)
    expect(written[1]).toBe('\r\u001b[K')
  })

  test('says nothing where no terminal is', () => {
    expect(drawn({ isTTY: false })).toEqual([])
  })
})

function drawn({ isTTY }: { readonly isTTY: boolean }): readonly string[] {
  const written: string[] = []
  const terminal = { isTTY, write: (text: string) => written.push(text) > 0 } as unknown as NodeJS.WriteStream
  const bar = progressBar(terminal)
  bar.show('moving users', 1, 2)
  bar.end()
  return written
}
