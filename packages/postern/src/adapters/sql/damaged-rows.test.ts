import { expect, test } from 'vitest'
import type { Id } from '../../domain/id.ts'
import { readEvent } from './event-row.ts'
import { readMessage } from './message-row.ts'
import { readAsked } from './row.ts'

const tenant = 'acme' as Id<'tenant'>
const messageWith = (asked: string, about: string | null) =>
  readMessage([
    tenant,
    'm',
    'app',
    'a',
    'ada@example.com',
    'ada@example.com',
    'sign-in',
    'en',
    null,
    1,
    0,
    asked,
    null,
    'queued',
    0,
    1,
    '',
    1,
    2,
    1,
    null,
    about,
    'mail',
  ])
const eventWith = (asked: string | null, about: string | null) =>
  readEvent(tenant, [7, 'e', 'link.opened', 'app', null, null, null, asked, null, 1, null, about])

test.each(['{', '', 'null', '[]', '5', '"{}"', '{"a":"\u0000"}'])('%j is no fact, in a message or an event', (text) => {
  expect(messageWith(text, null)).toMatchObject({ id: 'm', unreadable: true, facts: { kind: 'sign-in', asked: {} } })
  expect(messageWith('{}', text)).toMatchObject({ unreadable: true })
  expect(eventWith(text, null)).toMatchObject({ sequence: 7, unreadable: { asked: text } })
  expect(eventWith('{}', text)).toMatchObject({ asked: {}, unreadable: { about: text } })
  expect(() => readAsked(text)).toThrow('cannot be read')
})

test('what is whole says nothing of damage', () => {
  expect(messageWith('{"place":"Lisbon"}', '{"a":"b"}')).toMatchObject({
    facts: { asked: { place: 'Lisbon' }, about: { a: 'b' } },
  })
  expect(
    [messageWith('{}', null), eventWith('{}', '{}'), eventWith(null, null)].filter((row) => 'unreadable' in row),
  ).toEqual([])
})
