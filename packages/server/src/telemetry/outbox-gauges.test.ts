import type { Runtime } from 'postern/kit'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createMetrics } from './metrics.ts'

const now = 1_000_000

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())

/** The lines of the outbox, as somebody who asks after the last look was forgotten reads them. */
function outboxOf(waiting: () => Promise<readonly object[]>): () => Promise<readonly string[]> {
  const metrics = createMetrics()
  const ports = { store: { messages: { waiting } }, clock: { now: () => now } }
  metrics.watch({ ports, backlogs: () => [] } as unknown as Runtime)
  return async () => {
    vi.advanceTimersByTime(6_000)
    return (await metrics.text()).split('\n').filter((line) => line.startsWith('postern_outbox_'))
  }
}

test('a message is late from the moment it was due, and one that waits for its time is not', async () => {
  const waiting = async () => [
    { channel: 'mail', count: 10_001, due: now - 90_000 },
    { channel: 'webhook', count: 2, due: now + 90_000 },
  ]
  expect(await outboxOf(waiting)()).toEqual([
    'postern_outbox_messages{channel="mail"} 10001',
    'postern_outbox_messages{channel="webhook"} 2',
    'postern_outbox_late_seconds{channel="mail"} 90',
    'postern_outbox_late_seconds{channel="webhook"} 0',
  ])
})

test('where nothing waits both channels say so', async () => {
  expect(await outboxOf(async () => [])()).toEqual([
    'postern_outbox_messages{channel="mail"} 0',
    'postern_outbox_messages{channel="webhook"} 0',
    'postern_outbox_late_seconds{channel="mail"} 0',
    'postern_outbox_late_seconds{channel="webhook"} 0',
  ])
})

test('a look that fails leaves what was seen last', async () => {
  let gone = false
  const lines = outboxOf(async () => {
    if (gone) throw new Error('gone')
    return [{ channel: 'mail', count: 3, due: now }]
  })
  const before = await lines()
  expect(before).toContain('postern_outbox_messages{channel="mail"} 3')
  gone = true
  expect([await lines(), await lines()]).toEqual([before, before])
})
