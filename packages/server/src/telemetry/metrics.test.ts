import type { MessageKind } from 'postern/kit'
import { expect, test } from 'vitest'
import { createMetrics } from './metrics.ts'

const step = (text: string, name: string): number =>
  Number(new RegExp(`^postern_sign_ins_total\\{step="${name}",reason=""\\} (\\d+)$`, 'm').exec(text)?.[1] ?? 0)

test('mails that nobody requested are no steps of sign-ins', async () => {
  const metrics = createMetrics()
  const mails: readonly MessageKind[] = [
    'sign-in',
    'step-up',
    'invitation',
    'new-device',
    'approved-elsewhere',
    'custom',
  ]
  for (const mail of mails) metrics.delivery({ mail, mailbox: 'other', outcome: 'taken', seconds: 1 })
  metrics.delivery({ mail: 'sign-in', mailbox: 'other', outcome: 'later', seconds: 1 })
  metrics.event({ type: 'link.failed', attempt: 'an-attempt', reason: 'refused' })
  metrics.event({ type: 'link.failed', reason: 'refused' })
  for (const type of ['link.requested', 'link.delivered']) metrics.event({ type, attempt: 'an-attempt' })
  const text = await metrics.text()
  expect([step(text, 'requested'), step(text, 'delivered'), step(text, 'failed')]).toEqual([1, 2, 1])
  expect(text).toMatch(/postern_delivery_seconds_count\{mailbox="other",outcome="taken"\} 6/)
})
