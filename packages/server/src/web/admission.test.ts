import { createServer, type RequestListener, type Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { Backlog } from 'postern/kit'
import { afterEach, expect, test } from 'vitest'
import { admission } from './admission.ts'

const servers: Server[] = []
const lines: Line[] = []
let mails: readonly Backlog[] = []

afterEach(() => {
  mails = []
  for (const { socket } of lines.splice(0)) socket.destroy()
  for (const server of servers.splice(0)) {
    server.close()
    server.closeAllConnections()
  }
})

interface Line {
  readonly socket: Socket
  readonly answers: string[]
  say(text: string): void
  /** Waits until so many answers have come. */
  answered(count: number): Promise<string>
}

/** A server that reads bodies and answers when it is let go. */
async function start(maxInFlight: number): Promise<{ dial(): Line; letGo(): void; readonly entered: string[] }> {
  const entered: string[] = []
  const waiting: (() => void)[] = []
  const work: RequestListener = (incoming, outgoing) => {
    entered.push(`${incoming.method} ${incoming.url}`)
    incoming.resume().on('end', () => {
      const answer = (): void => void outgoing.writeHead(200, { 'content-length': 2 }).end('ok')
      if (incoming.url === '/quick') answer()
      else waiting.push(answer)
    })
  }
  const server = createServer(admission({ maxInFlight, mails: () => mails }, work))
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.address() as AddressInfo
  const letGo = (): void => {
    for (const answer of waiting.splice(0)) answer()
  }
  return { entered, letGo, dial: () => dial(port) }
}

function dial(port: number): Line {
  const socket = connect(port, '127.0.0.1')
  let text = ''
  socket.setEncoding('latin1').on('data', (piece: string) => (text += piece))
  socket.on('error', () => undefined)
  const line: Line = {
    socket,
    get answers() {
      return text.split(/(?=HTTP\/1\.1 )/)
    },
    say: (request) => void socket.write(request),
    async answered(count) {
      while (text === '' || line.answers.length < count) await pause(2)
      return line.answers[count - 1] ?? ''
    },
  }
  lines.push(line)
  return line
}

const get = (path: string, headers = ''): string => `GET ${path} HTTP/1.1\r\nHost: x\r\n${headers}\r\n`
const post = (path: string, body = '{}', length = body.length): string =>
  `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: ${length}\r\n\r\n${body}`

async function until(look: () => boolean): Promise<void> {
  while (!look()) await pause(2)
}

test('more than there is room for is told to come again, and says nothing to the application', async () => {
  const { dial, entered, letGo } = await start(2)
  const first = [dial(), dial()]
  for (const line of first) line.say(get('/a'))
  await until(() => entered.length === 2)
  const refused = dial()
  refused.say(get('/b'))
  const answer = await refused.answered(1)
  expect(answer).toMatch(/^HTTP\/1\.1 503 /)
  expect(answer).toMatch(/\r\nretry-after: 1\r\n/i)
  expect(answer).toContain('"code":"busy","detail":"This was not finished: try again."')
  expect(entered).toEqual(['GET /a', 'GET /a'])
  letGo()
  for (const line of first) expect(await line.answered(1)).toMatch(/^HTTP\/1\.1 200 /)
})

test('who looks at a page is told in words', async () => {
  const { dial, entered } = await start(1)
  dial().say(get('/a'))
  await until(() => entered.length === 1)
  const refused = dial()
  refused.say(get('/b', 'Accept: text/html,*/*;q=0.8\r\n'))
  expect(await refused.answered(1)).toMatch(/content-type: text\/html[^]*nothing is lost\. Try it again/i)
})

test('what finishes a sign-in has as much room again, and health checks need none', async () => {
  const { dial, entered } = await start(1)
  dial().say(get('/a'))
  await until(() => entered.length === 1)
  dial().say(post('/auth/magic-link/verify'))
  await until(() => entered.length === 2)
  const late = dial()
  late.say(post('/auth/magic-link/verify'))
  expect(await late.answered(1)).toMatch(/^HTTP\/1\.1 503 /)
  dial().say(get('/health/live'))
  await until(() => entered.length === 3)
  expect(entered[2]).toBe('GET /health/live')
})

test('while mails wait, nobody is promised another, and whoever holds one is let in', async () => {
  const { dial, entered } = await start(100)
  mails = [{ waiting: 100, age: 1_000 }]
  const asking = dial()
  asking.say(post('/auth/magic-link'))
  expect(await asking.answered(1)).toMatch(/^HTTP\/1\.1 503 [^]*retry-after: 1/i)
  dial().say(post('/auth/magic-link/verify'))
  dial().say(get('/auth/me'))
  await until(() => entered.length === 2)
  expect(entered).toEqual(['POST /auth/magic-link/verify', 'GET /auth/me'])
})

test('a body that does not come holds no place, nor does an event stream', async () => {
  const { dial, entered } = await start(1)
  for (let count = 0; count < 5; count++) dial().say(post('/auth/magic-link', '{', 100))
  for (let count = 0; count < 5; count++) dial().say(get('/auth/attempts/x/events'))
  await until(() => entered.length === 10)
  const line = dial()
  line.say(get('/quick'))
  expect(await line.answered(1)).toMatch(/^HTTP\/1\.1 200 /)
})

test('whoever hangs up gives his place back', async () => {
  const { dial, entered } = await start(1)
  const first = dial()
  first.say(get('/a'))
  await until(() => entered.length === 1)
  first.socket.destroy()
  await pause(50)
  dial().say(get('/b'))
  await until(() => entered.length === 2)
})

test('a refused connection is not read for a while, whatever its request was', async () => {
  for (const request of [get('/b'), post('/b')]) {
    const { dial, entered } = await start(1)
    dial().say(get('/a'))
    await until(() => entered.length === 1)
    const refused = dial()
    refused.say(request)
    await refused.answered(1)
    await pause(30)
    refused.say(request)
    await pause(150)
    expect(refused.answers).toHaveLength(1)
    expect(await refused.answered(2)).toMatch(/^HTTP\/1\.1 503 /)
  }
})

test('a refused connection is read again once there is room', async () => {
  const { dial, entered, letGo } = await start(1)
  const first = dial()
  first.say(get('/a'))
  await until(() => entered.length === 1)
  const refused = dial()
  refused.say(get('/b'))
  expect(await refused.answered(1)).toMatch(/^HTTP\/1\.1 503 /)
  letGo()
  refused.say(get('/quick'))
  expect(await refused.answered(2)).toMatch(/^HTTP\/1\.1 200 /)
})

test('every one of a crowd is answered, and as many as there is room for are served', async () => {
  const { dial, entered, letGo } = await start(4)
  const crowd = Array.from({ length: 200 }, dial)
  for (const line of crowd) line.say(get('/a'))
  await until(() => entered.length === 4)
  const refused = await Promise.all(
    crowd.map(async (line) => (await Promise.race([line.answered(1), pause(500, '')])).startsWith('HTTP/1.1 503')),
  )
  expect(refused.filter(Boolean)).toHaveLength(196)
  letGo()
  for (const line of crowd) line.say(get('/quick'))
  await Promise.all(crowd.map((line) => line.answered(2)))
}, 20_000)
