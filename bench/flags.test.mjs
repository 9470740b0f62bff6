import { expect, it } from 'vitest'
import { readFlags } from './flags.ts'

it('measures everything short by default, and more when told', () => {
  expect([...readFlags([]).parts]).toEqual(['s1', 's2', 's3', 'one-user', 'cold-start'])
  expect([...readFlags(['--only', 's1,s2', '--growth']).parts]).toEqual(['s1', 's2', 'growth'])
  expect(readFlags(['--growth-size', '10,5']).growth).toEqual({ users: 10, sessions: 5 })
})

it('takes one round when quick, unless told otherwise', () => {
  expect(readFlags(['--quick'])).toMatchObject({ rounds: 1, seconds: 1 })
  expect(readFlags(['--quick', '--rounds', '2'])).toMatchObject({ rounds: 2 })
})

it('names the flag that is wrong', () => {
  expect(() => readFlags(['--only', 's9'])).toThrow('--only: s9')
  expect(() => readFlags(['--rounds', 'many'])).toThrow('--rounds')
  expect(() => readFlags(['--growth-size', '10'])).toThrow('--growth-size')
  expect(() => readFlags(['--wat'])).toThrow('--wat')
})

it('leaves the cold start out on PostgreSQL, and lets only its servers have several processes', () => {
  expect([...readFlags(['--store', 'postgres']).parts]).toEqual(['s1', 's2', 's3', 'one-user'])
  expect([...readFlags(['--store', 'postgres', '--only', 's1', '--nodes', '3']).parts]).toEqual(['s1', 'nodes'])
  expect(readFlags(['--store', 'postgres', '--nodes', '3'])).toMatchObject({ store: 'postgres', nodes: 3 })
  expect(() => readFlags(['--nodes', '2'])).toThrow('--nodes')
  expect(() => readFlags(['--store', 'mysql'])).toThrow('--store: mysql')
})
