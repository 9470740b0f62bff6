import type { Route } from 'postern/kit'
import { sqlite } from 'postern/sqlite'
import { expect, test } from 'vitest'
import { type Installation, install, origin } from '../../test/in-process.ts'
import { healthRoutes } from './health.ts'

test.each([
  ['GET', '/auth/sign-in', 'sign-in.acme.example'],
  ['OPTIONS', '/auth/magic-link', 'sign-in.acme.example'],
  ['GET', '/nothing', 'sign-in.acme.example'],
])('%s %s of a host that cannot be looked up is answered in our words', async (method, path, host) => {
  const installation = await installWithoutDatabase()
  const reply = await installation.runtime.app.fetch(
    new Request(`${origin}${path}`, { method, headers: { host, accept: 'application/json', origin } }),
  )
  expect(reply.status).toBe(500)
  expect(reply.headers.get('content-type')).toBe('application/problem+json')
  expect(await reply.json()).toMatchObject({ code: 'server-error' })
  await expect(installation.close()).rejects.toThrow('canary')
})

test('a health check asks for nothing of its host: it answers by address, and by a name that is none', async () => {
  const parts = { store: () => Promise.resolve('failing' as const) }
  const routes = healthRoutes({ isDraining: () => false, parts, vital: new Set(['store']) })
  const { runtime, close } = await installWithoutDatabase(routes)
  for (const host of ['127.0.0.1:3000', 'sign-in.acme.example', 'postern_server:3000']) {
    const ask = (path: string) => runtime.app.fetch(new Request(`${origin}${path}`, { headers: { host } }))
    expect(await (await ask('/health/live')).json(), host).toEqual({ status: 'live' })
    expect(await (await ask('/health/ready')).json(), host).toEqual({ status: 'failing', parts: { store: 'failing' } })
  }
  await close()
})

/** Where settings can be read no more once it is there. */
async function installWithoutDatabase(routes: readonly Route[] = []): Promise<Installation> {
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
  const installation = await install({ store, routes })
  isDown = true
  return installation
}
