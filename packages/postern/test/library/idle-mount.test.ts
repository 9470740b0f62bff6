import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'

/** Which of our files a process has loaded: once it is mounted and started, and again when it has been asked for a page. */
const program = `
import { registerHooks } from 'node:module'
const loaded = []
registerHooks({ load(url, context, next) { loaded.push(url); return next(url, context) } })
const { postern } = await import('postern')
const { sqlite } = await import('postern/sqlite')
const auth = postern({
  baseUrl: 'https://app.example.com', secret: 'a secret for tests, of thirty-two bytes and more',
  store: sqlite(':memory:'), mail: { from: 'acme@example.com', deliver() {} },
})
await auth.start()
const idle = [...loaded]
const { status } = await auth.handler(new Request('https://app.example.com/auth/sign-in'))
await auth.close()
console.log(JSON.stringify({ idle, asked: loaded, status }))
`

const late = /\/src\/(?:http\/routes|pages)\/|node-listener|node-server/

test('a mount that nobody has asked anything holds no routes, no pages and nothing of Node’s HTTP', () => {
  const flags = ['--no-warnings', '--conditions=@postern/source', '--input-type=module', '-e', program]
  const printed = execFileSync(process.execPath, flags, { cwd: import.meta.dirname, encoding: 'utf8' })
  const { idle, asked, status } = JSON.parse(printed) as { idle: string[]; asked: string[]; status: number }
  expect(idle.filter((url) => url.includes('/engine/engine.ts'))).toHaveLength(1)
  // Its wrapper is small, and stands before the one that is loaded late.
  expect(idle.filter((url) => late.test(url) && !url.endsWith('/late-node-listener.ts'))).toEqual([])
  expect(status).toBe(200)
  expect(asked.some((url) => url.includes('/src/pages/'))).toBe(true)
})
