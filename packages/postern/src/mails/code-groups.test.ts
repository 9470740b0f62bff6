import { expect, test } from 'vitest'
import { codeGroups } from './code-groups.ts'

test.each([
  ['482931', ['482', '931']],
  ['KQMXWTRP', ['KQMX', 'WTRP']],
  ['48293175', ['4829', '3175']],
  ['4829317', ['4829', '317']],
  ['482931756', ['482', '931', '756']],
  ['4829', ['4829']],
  ['', []],
])('reads %s in groups of at most four', (code, groups) => {
  expect(codeGroups(code)).toEqual(groups)
})
