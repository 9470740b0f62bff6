import { expect, it } from 'vitest'
import { emailOf, people } from './people.ts'

it('gives every number its own address', () => {
  const seen = new Set(Array.from({ length: 50_000 }, (_, number) => emailOf(number)))
  expect(seen.size).toBe(50_000)
})

it('scatters neighbours: an address says nothing about its turn', () => {
  const addresses = Array.from({ length: 1_000 }, (_, number) => emailOf(number))
  const risen = addresses.filter((address, at) => at > 0 && address > (addresses[at - 1] ?? '')).length
  expect(risen).toBeGreaterThan(400)
  expect(risen).toBeLessThan(600)
})

it('brings a new person one time in four', () => {
  const known = new Set(Array.from({ length: 10_000 }, (_, number) => emailOf(number)))
  const crowd = people(10_000)
  const met = Array.from({ length: 4_000 }, () => crowd.next())
  expect(met.filter((email) => !known.has(email) && known.add(email))).toHaveLength(1_000)
})

it('meets the same people in every run', () => {
  const [one, other] = [people(), people()]
  for (let turn = 0; turn < 100; turn++) expect(one.next()).toBe(other.next())
})
