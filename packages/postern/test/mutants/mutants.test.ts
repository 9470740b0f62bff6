import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { mutants } from './mutants.ts'
import { planted } from './plant.ts'
import { postgresMutants } from './postgres-mutants.ts'
import { serverMutants } from './server-mutants.ts'

const packages = join(import.meta.dirname, '../../..')
const all = [...mutants, ...postgresMutants, ...serverMutants]

test('thirty faults and more fit the sources as they are, each in one place', () => {
  for (const mutant of all) {
    for (const edit of mutant.edits) {
      const text = readFileSync(join(packages, mutant.plantedIn ?? 'postern', 'src', edit.file), 'utf8')
      expect(planted(text, mutant, edit), mutant.name).not.toBe(text)
    }
  }
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length)
  expect(mutants.length).toBeGreaterThanOrEqual(30)
})

test('a fault that fits nowhere, or in two places, is refused', () => {
  const edit = { file: 'a.ts', find: 'x', replace: 'y' }
  expect(planted('1 x 2', { name: 'one' }, edit)).toBe('1 y 2')
  expect(() => planted('1 2', { name: 'none' }, edit)).toThrow('"none" does not fit: a.ts has no such text: x')
  expect(() => planted('x x', { name: 'two' }, edit)).toThrow('"two" does not fit: a.ts has it more than once: x')
})

test('five planted faults are caught by the simulation', () => {
  const program = join(import.meta.dirname, 'run.ts')
  const { stdout, stderr } = spawnSync(process.execPath, [program, '--quick'], { encoding: 'utf8' })
  expect(`${stdout}${stderr}`.trim().split('\n').at(-1), stdout + stderr).toBe('caught/planted: 5/5')
}, 300_000)
