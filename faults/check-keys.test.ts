import { expect, test } from 'vitest'
import { checkKeys } from './check-keys.ts'
import type { Act, Answer, Line } from './history.ts'
import { operationsOf } from './operations.ts'

/** Acts one after the other, and the keys that are there at the end. */
function judge(acts: readonly (readonly [Act, Answer?])[], keys: readonly string[]) {
  const lines = acts.flatMap(([act, answer], index): readonly Line[] => {
    const [n, at] = [index + 1, index * 10]
    const invoked: Line = { at, n, step: 'invoked', act }
    return answer ? [invoked, { at: at + 5, n, step: 'acknowledged', answer }] : [invoked]
  })
  const found = { lost: [] as string[], wrong: [] as string[] }
  const state = {
    attempts: new Map(),
    sessions: new Map(),
    messages: [],
    completions: [],
    revocations: new Set<string>(),
    keys: new Set(keys),
  }
  checkKeys(operationsOf(lines), state, found)
  return found
}

const claim: Act = { kind: 'claim', secret: 'first' }
const refused: Answer = { status: 401, code: 'key-unknown' }
const given = (key: string, mark = 'one'): Answer => ({ status: 201, key, given: mark })
const use = (secret: string): Act => ({ kind: 'use-key', key: 'k1', secret })
const end = (by: 'removal' | 'rotation'): Act => ({ kind: 'end-key', key: 'k1', secret: 'one', by })
const made: readonly [Act, Answer] = [{ kind: 'make-key' }, given('k1')]
const sound = { lost: [], wrong: [] }

test('of those who claim the first key one is given it', () => {
  expect(
    judge(
      [
        [claim, refused],
        [claim, given('k1')],
        [use('one'), { status: 200 }],
      ],
      ['k1'],
    ),
  ).toEqual(sound)
})

test('a first key that is given twice is wrong, wherever it shows, and one that nobody is given is lost', () => {
  expect(
    judge(
      [
        [claim, given('k1')],
        [claim, given('k2')],
      ],
      ['k1', 'k2'],
    ).wrong,
  ).toEqual(['the first key was given 2 times for secret first'])
  expect(
    judge(
      [
        [claim, given('k1')],
        [claim, refused],
      ],
      ['k1', 'k2'],
    ).wrong,
  ).toEqual(['there are 2 keys, and 1 were given out'])
  expect(judge([[claim, refused]], []).lost).toEqual(['nobody was given the first key for secret first'])
  expect(judge([[claim, refused], [claim]], ['k1'])).toEqual(sound)
})

test('a key that was given out and is gone is lost, unless somebody removed it', () => {
  expect(judge([made], []).lost).toEqual(['key k1 was given out and is gone'])
  expect(judge([made, [end('removal'), { status: 204 }]], [])).toEqual(sound)
  expect(judge([made, [end('removal'), { status: 204 }]], ['k1']).wrong).toEqual(['key k1 was removed and is there'])
})

test('a key that was removed is wrong when it lets somebody in, and one that was not is lost when it does not', () => {
  const removed: readonly [Act, Answer] = [end('removal'), { status: 204 }]
  expect(judge([made, removed, [use('one'), refused]], [])).toEqual(sound)
  expect(judge([made, removed, [use('one'), { status: 200 }]], []).wrong).toEqual([
    'key k1 was ended and let somebody in',
  ])
  expect(judge([made, [use('one'), refused]], ['k1']).lost).toEqual(['key k1 was given out and let nobody in'])
})

test('a rotation ends the secret before it, and no other', () => {
  const rotated: readonly [Act, Answer] = [end('rotation'), { status: 200, key: 'k1', given: 'two' }]
  expect(judge([made, rotated, [use('two'), { status: 200 }], [use('one'), refused]], ['k1'])).toEqual(sound)
  expect(judge([made, rotated, [use('one'), { status: 200 }]], ['k1']).wrong).toEqual([
    'key k1 was ended and let somebody in',
  ])
  expect(judge([made, rotated, [use('two'), refused]], ['k1']).lost).toEqual(['key k1 was given out and let nobody in'])
})
