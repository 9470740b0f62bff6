import { sqlite } from 'postern/sqlite'
import { expect, test } from 'vitest'
import { install, origin } from '../../test/in-process.ts'

test.each([
  ['GET', '/auth/sign-in', 'sign-in.acme.example'],
  ['OPTIONS', '/auth/magic-link', 'sign-in.acme.example'],
  ['GET', '/nothing', 'sign-in.acme.example'],
])('%s %s of a host that cannot be looked up is answered in our words', async (method, path, host) => {
  let isDown = false
  const source = sqlite(':memory:')
  const store = {
    ...source,
    open: async () => {
      const opened = await source.open()
      const list: typeof opened.documents.list = (input) =>
        isDown ? Promise.reject(new Error('canary')) : opened.documents.list(input)
      const find: typeof opened.documents.find = (input) =>
        isDown ? Promise.reject(new Error('canary')) : opened.documents.find(input)
      return { ...opened, documents: { ...opened.documents, list, find } }
    },
  }
  const installation = await install({ store })
  isDown = true
  const reply = await installation.runtime.app.fetch(
    new Request(`${origin}${path}`, { method, headers: { host, accept: 'application/json', origin } }),
  )
  expect(reply.status).toBe(500)
  expect(reply.headers.get('content-type')).toBe('application/problem+json')
  expect(await reply.json()).toMatchObject({ code: 'server-error' })
  await expect(installation.close()).rejects.toThrow('canary')
})
