import { expectTypeOf, test } from 'vitest'
import { devInbox } from '../../src/adapters/dev-inbox/dev-inbox.ts'
import { sqlite } from '../../src/adapters/sqlite/sqlite.ts'
import type { Event } from '../../src/domain/event.ts'
import { type HookEvent, type PosternUser, postern, type StandardSchema, type UserData } from '../../src/index.ts'

const basics = {
  baseUrl: 'http://localhost:3000',
  secret: 'a secret of at least thirty-two bytes',
  store: sqlite(':memory:'),
  mail: { from: 'no-reply@example.com', transport: devInbox() },
}

interface Profile {
  readonly plan: 'free' | 'paid'
}

const profile: StandardSchema<Profile> = {
  '~standard': { version: 1, vendor: 'test', validate: () => ({ value: { plan: 'free' } }) },
}

test('roles and data of a user have the types that the options describe', () => {
  const typed = postern({ ...basics, roles: ['admin', 'member'], userData: profile })
  type Found = NonNullable<Awaited<ReturnType<typeof typed.getUser>>>
  expectTypeOf<Found>().toEqualTypeOf<PosternUser<'admin' | 'member', Profile>>()
  expectTypeOf<Found['roles']>().toEqualTypeOf<readonly ('admin' | 'member')[]>()
  expectTypeOf<Found['data']>().toEqualTypeOf<Profile | null>()
})

test('without them a role is a string and data is an object', () => {
  const plain = postern(basics)
  type Found = NonNullable<Awaited<ReturnType<typeof plain.getUser>>>
  expectTypeOf<Found>().toEqualTypeOf<PosternUser<string, UserData>>()
})

test('an event that a hook hears says all that is kept of one that is whole', () => {
  type Kept = Omit<Event, 'sequence' | 'unreadable'>
  expectTypeOf<keyof HookEvent>().toEqualTypeOf<keyof Kept>()
  expectTypeOf<Kept>().toExtend<HookEvent>()
})
