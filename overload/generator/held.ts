/** Connections that are held and little more: silent ones, ones that drip, and event streams of waiting pages. */
import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { askOnce } from '../../bench/load/wire.ts'
import type { Holding, Place } from './told.ts'

export interface Held {
  /** How many are held, and how many the server has let go since. */
  counts(): { readonly held: number; readonly gone: number }
  release(): void
}

/** Fewer than wait to be accepted: the others would come again a second later. */
const atOnce = 32
const streamsPerAttempt = 2
const dripEvery = 1_000

export async function hold(holding: Holding, count: number, place: Place): Promise<Held> {
  const sockets = new Set<Socket>()
  let gone = 0
  const opening = await openingsFor(holding, count, place)
  const open = async (first: string): Promise<void> => {
    const socket = await dial(place.port, first, holding === 'idle' || holding === 'streams')
    sockets.add(socket)
    socket.once('close', () => {
      if (sockets.delete(socket)) gone += 1
    })
  }
  for (let at = 0; at < count; at += atOnce) await Promise.all(opening.slice(at, at + atOnce).map(open))
  const dripping = setInterval(() => {
    if (holding === 'drips') for (const socket of sockets) socket.write('x')
  }, dripEvery)
  return {
    counts: () => ({ held: sockets.size, gone }),
    release() {
      clearInterval(dripping)
      for (const socket of sockets) socket.destroy()
      sockets.clear()
    },
  }
}

/** What is said first on each connection. */
async function openingsFor(holding: Holding, count: number, { port, host }: Place): Promise<readonly string[]> {
  const one = (make: (at: number) => string): readonly string[] => Array.from({ length: count }, (_, at) => make(at))
  if (holding === 'idle') return one(() => `GET /health/live HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
  if (holding === 'drips') {
    return one((at) => (at % 2 === 0 ? `GET / HTTP/1.1\r\nHost: ${host}\r\nX: ` : slowBody(host)))
  }
  const openings: string[] = []
  for (let at = 0; at * streamsPerAttempt < count; at += 1) {
    const opening = await streamOpening(port, host, at)
    for (let twice = 0; twice < streamsPerAttempt; twice++) openings.push(opening)
    if (at % 50 === 0) await pause(1)
  }
  return openings.slice(0, count)
}

const slowBody = (host: string): string =>
  `POST /auth/magic-link HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: 10000\r\n\r\n{"email":"`

async function streamOpening(port: number, host: string, at: number): Promise<string> {
  const body = JSON.stringify({ email: `waiting-${at}-${process.pid}@people.example.com` })
  const reply = await askOnce(
    port,
    `POST /auth/magic-link HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  )
  const { attemptId, handle } = JSON.parse(reply.body) as { attemptId: string; handle: string }
  return `GET /auth/attempts/${attemptId}/events HTTP/1.1\r\nHost: ${host}\r\nPostern-Handle: ${handle}\r\n\r\n`
}

/** Resolves when it is open and, where an answer is wanted, the first of it has come. */
function dial(port: number, first: string, isAnswered: boolean): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' })
    socket.on('error', reject)
    socket.once('connect', () => {
      socket.write(first)
      if (!isAnswered) resolve(socket)
    })
    socket.once('data', (bytes: Buffer) => {
      if (!isAnswered) return
      if (bytes.toString('latin1', 9, 12) === '200') resolve(socket)
      else reject(new Error(bytes.toString('latin1', 0, 300)))
    })
    socket.on('data', () => undefined)
    socket.once('close', () => reject(new Error('the server closed the connection')))
  })
}
