/** Pages are rendered on a server first: there the client asks nothing, opens nothing, and keeps no process alive. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { createElement as h } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { createClient, type User } from '../src/index.ts'
import { AccountMenu, PosternProvider, SignedIn, SignedOut, SignIn } from '../src/react.ts'

const ada: User = {
  id: 'u1',
  email: 'ada@acme.example',
  emailVerified: true,
  name: null,
  roles: [],
  data: null,
  createdAt: '2026-11-22T10:00:00.000Z',
}

const render = (initialUser?: User | null): string => {
  const fetch = (): never => {
    throw new Error('asked')
  }
  const client = createClient({ fetch })
  const inside = [
    h(SignedOut, { key: 'out' }, h(SignIn, { application: 'Acme' })),
    h(SignedIn, { key: 'in' }, h(AccountMenu)),
  ]
  return renderToString(h(PosternProvider, { client, ...(initialUser !== undefined && { initialUser }) }, inside))
}

test('what the server knows is drawn at once', () => {
  expect(render(null)).toContain('Sign in to <bdi>Acme</bdi>')
  expect(render(null)).not.toContain('style=')
  expect(render(ada)).toContain('ada@acme.example')
  expect(render(ada)).not.toContain('Sign in to')
})

test('what it does not know is left out', () => {
  expect(render()).toBe('')
})

test('a process that made a client ends by itself', () => {
  const source = join(import.meta.dirname, '../src/index.ts')
  const program = `const { createClient } = await import(${JSON.stringify(source)}); createClient()`
  const { status, signal } = spawnSync(process.execPath, ['--no-warnings', '--input-type=module', '-e', program], {
    timeout: 10_000,
  })
  expect({ status, signal }).toEqual({ status: 0, signal: null })
})
