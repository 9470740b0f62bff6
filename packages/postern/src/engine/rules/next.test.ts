import { expect, test } from 'vitest'
import type { Destination } from '../../domain/attempt.ts'
import type { Credential } from '../../domain/credential.ts'
import { nextFor } from './next.ts'

const page = { kind: 'page', url: '/a', state: 's' } as unknown as Destination
const handOff = {
  kind: 'hand-off',
  redirectUri: 'https://a.example/',
  state: 's',
  codeChallenge: 'c',
} as unknown as Destination
const code = { id: 'x' } as unknown as Credential<'hand-off'>

test('the asker goes where it wanted', () => {
  expect(nextFor(page, true)).toEqual(page)
  expect(nextFor(handOff, true, code)).toEqual({
    kind: 'hand-off',
    redirectUri: 'https://a.example/',
    state: 's',
    code,
  })
})

test('anybody else goes to the start, whatever was wanted (invariant 8)', () => {
  for (const destination of [page, handOff, { kind: 'api' } as const])
    expect(nextFor(destination, false, code)).toEqual({ kind: 'start' })
})

test('a hand-off without a code to hand off is the start', () => {
  expect(nextFor(handOff, true)).toEqual({ kind: 'start' })
  expect(nextFor({ kind: 'api' }, true)).toEqual({ kind: 'start' })
})
