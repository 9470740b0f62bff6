import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findPython } from './python.mjs'

test('a machine without Python is told apart from a fault, with the reason', async () => {
  const names = ['no-such-python']
  expect(await findPython({ names, apt: 'none' })).toEqual({ absent: 'not on this machine (Python 3.10 with venv)' })
  expect(await findPython({ names, apt: 'as root' })).toEqual({
    absent: 'not on this machine (Python 3.10 with venv): sudo apt-get install -y python3-venv',
  })
})

test.each([
  ['too old', 'echo 3.9.18'],
  ['without venv', 'echo "No module named ensurepip" >&2; exit 1'],
  ['no Python at all', 'echo hello'],
])('one that is %s does not count', async (_, script) => {
  const folder = mkdtempSync(join(tmpdir(), 'postern-python-'))
  const program = join(folder, 'python3')
  writeFileSync(program, `#!/bin/sh\n${script}\n`)
  chmodSync(program, 0o755)
  expect(await findPython({ names: [program], apt: 'none' })).toHaveProperty('absent')
  rmSync(folder, { recursive: true })
})
