import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { nodeListener } from 'postern/kit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Installation, install } from '../../test/in-process.ts'

let installation: Installation
let server: Server

beforeEach(async () => {
  installation = await install()
  server = createServer(nodeListener(() => installation.runtime.app))
  await once(server.listen(0, '127.0.0.1'), 'listening')
})

// Closing the installation throws where a call was a fault of the server's.
afterEach(async () => {
  server.close()
  await installation.close()
})

async function statusOf(line: string, host: string): Promise<string> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write(`${line} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
  let text = ''
  for await (const chunk of socket) text += chunk
  return text.split(' ', 2)[1] ?? ''
}

test.each(['1.2.3.4.5', '127.1', '0x7f.1', 'xn--a', 'a..b', 'elsewhere.example'])(
  'the host %s is unknown here',
  async (host) => {
    for (const line of ['GET /auth/sign-in', 'HEAD /auth/sign-in', 'GET /nothing', 'GET /auth/sign-in?a=1']) {
      expect([line, await statusOf(line, host)]).toEqual([line, '421'])
    }
  },
)
