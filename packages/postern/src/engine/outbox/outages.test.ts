import { expect, test } from 'vitest'
import { instant, seconds } from '../../domain/instant.ts'
import { createOutages } from './outages.ts'

const at = (second: number) => instant(seconds(second))

function heard() {
  const told: unknown[] = []
  const outages = createOutages({ onOutage: (outage) => told.push(outage), onRecovery: (over) => told.push(over) })
  return { told, ...outages }
}

test('each outage is told once when it begins, and once when it ends, with how long it was', () => {
  const { told, fails, works } = heard()
  const outage = { transport: 'smtp', reason: 'timed-out' }
  works('smtp', at(0), at(1))
  fails(outage, at(2))
  fails({ ...outage, reason: 'connection-refused' }, at(4))
  works('other', at(5), at(6))
  works('smtp', at(60), at(62))
  works('smtp', at(63), at(64))
  fails(outage, at(70))
  expect(told).toEqual([outage, { transport: 'smtp', lasted: seconds(60) }, outage])
})

test('a mail that was handed over before the outage began does not end it', () => {
  const { told, fails, works } = heard()
  fails({ transport: 'smtp', reason: 'timed-out' }, at(2))
  works('smtp', at(1), at(3))
  works('smtp', at(2), at(3))
  expect(told).toHaveLength(1)
})
