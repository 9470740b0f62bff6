/**
 * Who signs in: one time in four a new person, otherwise somebody who was here before, anybody with the same chance.
 * Addresses are scattered over the alphabet, so that an index on them is touched all over.
 */
export interface People {
  next(): string
}

const newOneIn = 4

/** `known` people are there already, numbered from 0; perhaps nobody else ever comes. */
export function people(known = 0, others = true): People {
  let count = known
  let turn = 0
  const random = randomFrom(0x9e3779b9)
  return {
    next() {
      turn += 1
      if (others && (count === 0 || turn % newOneIn === 0)) return emailOf(count++)
      return emailOf(Math.floor(random() * count))
    },
  }
}

/** A different address for every number below 2³²: the mixing steps can each be undone. */
export function emailOf(number: number): string {
  let mixed = number >>> 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b) >>> 0
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35) >>> 0
  mixed = (mixed ^ (mixed >>> 16)) >>> 0
  return `${mixed.toString(16).padStart(8, '0')}@people.example.com`
}

/** xorshift32: the same run meets the same people in the same order. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}
