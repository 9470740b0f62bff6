import { describe, expect, test } from 'vitest'
import { type Routine, routineSet } from './routine.ts'
import { routines } from './routines.ts'

const one: Routine = { name: 'one', text: '() RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$' }
const two: Routine = { name: 'two', text: '() RETURNS integer LANGUAGE sql AS $$ SELECT {one}() + 1 $$' }

describe('a set of routines', () => {
  test('names each by its mark, also where another calls it', () => {
    const { mark, nameOf, definitions } = routineSet([one, two])
    expect(nameOf('one')).toBe(`postern_${mark}_one`)
    expect(definitions[1]).toBe(
      `CREATE OR REPLACE FUNCTION postern_${mark}_two () RETURNS integer LANGUAGE sql AS $$ SELECT postern_${mark}_one() + 1 $$`,
    )
  })

  test('has the mark of its texts: the same for the same, another for any change', () => {
    const { mark } = routineSet([one, two])
    expect(mark).toMatch(/^[0-9a-f]{8}$/)
    expect(routineSet([one, two]).mark).toBe(mark)
    expect(routineSet([one, { ...two, text: two.text.replace('+ 1', '+ 2') }]).mark).not.toBe(mark)
    expect(routineSet([one, { ...two, name: 'three' }]).mark).not.toBe(mark)
    expect(routineSet([one]).mark).not.toBe(mark)
  })

  test('refuses a text that calls an unknown one', () => {
    expect(() => routineSet([two])).toThrow('No routine is called one')
  })
})

describe('the routines of this version', () => {
  const names = routines.definitions.map((text) => /FUNCTION (\w+)/.exec(text)?.[1] ?? '')

  test('have names of their own that PostgreSQL does not cut', () => {
    expect(new Set(names).size).toBe(names.length)
    for (const name of names) expect(Buffer.byteLength(name)).toBeLessThanOrEqual(63)
  })

  test('are made before those that call them', () => {
    for (const [at, text] of routines.definitions.entries()) {
      const called = [...text.matchAll(new RegExp(`postern_${routines.mark}_\\w+`, 'g'))].map(([name]) => name)
      for (const name of called) expect(names.indexOf(name), `${names[at]} calls ${name}`).toBeLessThanOrEqual(at)
    }
  })

  test('leave no name unfilled', () => {
    for (const text of routines.definitions) expect(text).not.toMatch(/\{[a-z]\w*\}/)
  })
})
