import type { AddressInfo } from 'node:net'
import { createServer, type Server } from 'node:net'
import type { Rendered } from 'postern/kit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { safeSmtp } from './safe-smtp.ts'
import { trySignIn } from './try-sign-in.ts'

let server: Server
let port: number
let connections: number

beforeEach(async () => {
  connections = 0
  server = createServer((socket) => {
    connections++
    socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})

afterEach(() => server.close())

const mail: Rendered = {
  messageId: '<01kz3v9m4qe7x2c5b8n1d6f0ga@acme.example>',
  from: { name: 'Acme', address: 'no-reply@acme.example' },
  to: 'anna@example.com',
  subject: 'Test',
  text: 'Test',
  html: '<p>Test</p>',
  facts: { kind: 'custom' },
}

test.each([['127.0.0.1'], ['10.0.0.25'], ['93.184.215.14', '127.0.0.1'], ['::ffff:127.0.0.1']])(
  'a host with the address %s is not connected to',
  async (...addresses) => {
    const transport = safeSmtp({ host: 'mail.example.com', port }, async () => addresses)
    const refused = { kind: 'down', reason: 'address-refused' }
    expect(await transport.send(mail, AbortSignal.timeout(1_000))).toEqual(refused)
    expect(await trySignIn({ host: 'mail.example.com', port }, async () => addresses)).toEqual(refused)
    expect(connections).toBe(0)
  },
)

test('a name that cannot be resolved is down', async () => {
  const unknown = () => Promise.reject(new Error('no'))
  const transport = safeSmtp({ host: 'mail.example.com', port }, unknown)
  const down = { kind: 'down', reason: 'dns-failed' }
  expect(await transport.send(mail, AbortSignal.timeout(1_000))).toEqual(down)
  expect(await trySignIn({ host: 'mail.example.com', port }, unknown)).toEqual(down)
})

test('options that SMTP cannot use are refused at once', async () => {
  const options = { host: 'mail.example.com', secure: 'none' } as const
  expect(() => safeSmtp(options)).toThrow(TypeError)
  const down = { kind: 'down', reason: 'settings-refused' }
  expect(await trySignIn(options, async () => ['93.184.215.14'])).toEqual(down)
})
