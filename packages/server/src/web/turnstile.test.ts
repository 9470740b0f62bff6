import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { expect, test } from 'vitest'
import { createTurnstile } from './turnstile.ts'

/** A stream knows by itself whether it is read. */
const connection = (): Socket => new Duplex({ read: () => undefined, write: (_bytes, _kind, done) => done() }) as Socket

const longAgo = (): number => performance.now() + 5_000

test('a connection that rests is not read, and is again when there is room', () => {
  const turnstile = createTurnstile()
  const socket = connection()
  turnstile.rest(socket)
  expect([socket.isPaused(), turnstile.resting]).toEqual([true, 1])
  turnstile.turn(performance.now(), 0)
  expect(socket.isPaused()).toBe(true)
  turnstile.turn(performance.now(), 1)
  expect([socket.isPaused(), turnstile.resting]).toEqual([false, 0])
  expect(turnstile.isStale(socket)).toBe(false)
})

test('who was refused last is tried first, and no more than there is room for', () => {
  const turnstile = createTurnstile()
  const sockets = [connection(), connection(), connection()]
  for (const socket of sockets) turnstile.rest(socket)
  turnstile.turn(performance.now(), 2)
  expect(sockets.map((socket) => socket.isPaused())).toEqual([true, false, false])
})

test('who has rested long is read again without room, and what he brings then is stale for one turn', () => {
  const turnstile = createTurnstile()
  const socket = connection()
  turnstile.rest(socket)
  turnstile.turn(longAgo(), 0)
  expect([socket.isPaused(), turnstile.isStale(socket)]).toEqual([false, true])
  turnstile.turn(longAgo(), 0)
  expect(turnstile.isStale(socket)).toBe(false)
})

test('of many that have rested long a few are told in each turn', () => {
  const turnstile = createTurnstile()
  for (let count = 0; count < 1_000; count++) turnstile.rest(connection())
  const now = longAgo()
  turnstile.turn(now, 0)
  const before = turnstile.resting
  turnstile.turn(now + 10, 0)
  expect(before - turnstile.resting).toBe(20)
})

test('a connection rests once, however often it was refused', () => {
  const turnstile = createTurnstile()
  const socket = connection()
  turnstile.rest(socket)
  turnstile.rest(socket)
  expect(turnstile.resting).toBe(1)
  turnstile.turn(performance.now(), 1)
  turnstile.rest(socket)
  expect([socket.isPaused(), turnstile.resting]).toEqual([true, 1])
})

test('connections that ended meanwhile take no room', () => {
  const turnstile = createTurnstile()
  const [first, last] = [connection(), connection()]
  turnstile.rest(first)
  turnstile.rest(last)
  last.destroy()
  turnstile.turn(performance.now(), 1)
  expect(first.isPaused()).toBe(false)
})
