import { expect, test } from 'vitest'
import { mostConnections, openFilesLimit } from './open-files.ts'

test('files are kept back for the database and the mail server', () => {
  expect(mostConnections(20_000)).toBe(19_872)
  expect(mostConnections(1_024)).toBe(896)
  expect(mostConnections(64)).toBe(32)
  expect(mostConnections(undefined)).toBe(undefined)
})

test.runIf(process.platform === 'linux')('Linux tells the limit', () => {
  expect(openFilesLimit()).toBeGreaterThan(0)
})
