import { expect, test } from 'vitest'
import { tellOfDeaths } from './deaths.ts'

test('deaths are counted over all rounds', () => {
  const rounds = [
    new Map([
      ['before:a', 1],
      ['after:a', 0],
    ]),
    new Map([
      ['before:a', 2],
      ['after:a', 1],
    ]),
  ]
  expect(tellOfDeaths(rounds)).toEqual({ wrong: [], note: 'nodes died at 2 of 2 named moments, 4 times in all' })
})

test('a moment that nobody came to in any round is wrong, by its name', () => {
  const rounds = [
    new Map([
      ['before:a', 1],
      ['writer:renamed', 0],
    ]),
    new Map([['writer:renamed', 0]]),
  ]
  expect(tellOfDeaths(rounds)).toEqual({
    wrong: ['nobody came to writer:renamed: no node died there'],
    note: 'nodes died at 1 of 2 named moments, 1 times in all, and none at writer:renamed',
  })
})
