import type { Id } from 'postern/kit'
import { expect, test } from 'vitest'
import { tellReport } from './tell-report.ts'

test.each([
  [999, 'acme: intact: 1 seals over 7 events; beside them 999 events that wait for their seal.'],
  [1_000, 'acme: intact: 1 seals over 7 events; beside them 1000 or more events that wait for their seal.'],
])('%i events that were seen to wait are told as what is known of them', (unsealed, told) => {
  const counted = {
    tenant: 'acme' as Id<'tenant'>,
    intact: true,
    seals: 1,
    events: 7,
    pruned: 0,
    unreadable: [],
    head: undefined,
  }
  expect(tellReport({ ...counted, unsealed })).toBe(told)
})
