/** The container file's surroundings: what a build is not given, and how long a container is given to say goodbye. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** @param {string} name */
const read = (name) => readFileSync(join(import.meta.dirname, '..', name), 'utf8')

test('a build of the image is given no secret, and nothing that a development server or a build has left', () => {
  const left = new Set(read('.dockerignore').split('\n'))
  const own = read('.gitignore')
    .split('\n')
    .filter((line) => /^\.?[a-z_-]+\/$/.test(line))
    .map((line) => `**/${line.slice(0, -1)}`)
  expect(own.length).toBeGreaterThan(5)
  for (const name of [...own, '.git', '**/.env', '**/*.db', '**/*.tsbuildinfo']) expect(left, name).toContain(name)
})

test('a container is given as long as a service', () => {
  const [, unit] = /^TimeoutStopSec=(\d+)$/m.exec(read('deploy/postern.service')) ?? []
  const [, container] = /^docker run .*--stop-timeout (\d+)/m.exec(read('docs/guides/operate.md')) ?? []
  expect([Number(unit) > 20, container]).toEqual([true, unit])
})
