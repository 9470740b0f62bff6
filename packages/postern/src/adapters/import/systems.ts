/**
 * The systems people are brought from. Column names are told without case and underscores, since each of them is used
 * through several layers that spell them as they like (`emailVerified`, `email_verified`).
 *
 * Better Auth: https://www.better-auth.com/docs/concepts/database and the admin plugin. Auth.js:
 * https://authjs.dev/getting-started/database. Supabase: https://github.com/supabase/auth/tree/master/migrations.
 */
import { readFlag, readId, readLocale, readMember, readText, readTime } from './cells.ts'
import type { ImportSystem, LeftReason, PeopleReader, Person } from './person.ts'

const betterAuth: PeopleReader = {
  tables: ['user', 'users'],
  schemas: [],
  needs: ['id', 'email', 'emailverified', 'createdat'],
  reads: ['name', 'image', 'role', 'banned', 'banexpires', 'isanonymous', 'locale'],
  leaves: [
    { what: 'passwords', tables: ['account', 'accounts'], column: 'providerid', matches: { is: 'credential' } },
    {
      what: 'provider accounts',
      tables: ['account', 'accounts'],
      column: 'providerid',
      matches: { isNot: 'credential' },
    },
  ],
  read(cell, now) {
    const createdAt = readTime(cell('createdat'))
    const banExpires = readTime(cell('banexpires'))
    return personOf({
      id: readId(cell('id')),
      email: readText(cell('email')),
      // It notes that an address was proved, not when.
      provedAt: readFlag(cell('emailverified')) ? (createdAt ?? now) : undefined,
      createdAt,
      name: readText(cell('name')),
      image: readText(cell('image')),
      locale: readLocale(readText(cell('locale'))),
      banned: readFlag(cell('banned')) && (banExpires === undefined || banExpires > now),
      roles: (readText(cell('role')) ?? '')
        .split(',')
        .map((role) => role.trim())
        .filter((role) => role !== '' && role !== 'user'),
      left: readFlag(cell('isanonymous')) ? 'anonymous' : undefined,
    })
  },
}

const authjs: PeopleReader = {
  tables: ['users', 'user'],
  schemas: ['next_auth'],
  needs: ['id', 'email', 'emailverified'],
  reads: ['name', 'image', 'createdat', 'role'],
  leaves: [{ what: 'provider accounts', tables: ['accounts', 'account'], column: 'provider', matches: 'filled' }],
  read: (cell) =>
    personOf({
      id: readId(cell('id')),
      email: readText(cell('email')),
      provedAt: readTime(cell('emailverified')),
      createdAt: readTime(cell('createdat')),
      name: readText(cell('name')),
      image: readText(cell('image')),
      banned: false,
      roles: [],
    }),
}

const supabase: PeopleReader = {
  tables: ['users'],
  schemas: ['auth'],
  needs: ['id', 'email', 'emailconfirmedat', 'createdat', 'rawusermetadata'],
  reads: ['banneduntil', 'deletedat', 'isanonymous', 'isssouser'],
  leaves: [
    { what: 'passwords', tables: ['users'], column: 'encryptedpassword', matches: 'filled' },
    { what: 'provider accounts', tables: ['identities'], column: 'provider', matches: { isNot: 'email' } },
  ],
  read(cell, now) {
    const profile = cell('rawusermetadata')
    return personOf({
      id: readId(cell('id')),
      email: readText(cell('email')),
      provedAt: readTime(cell('emailconfirmedat')),
      createdAt: readTime(cell('createdat')),
      name: readMember(profile, 'full_name', 'name'),
      image: readMember(profile, 'avatar_url', 'picture'),
      locale: readLocale(readMember(profile, 'locale')),
      banned: (readTime(cell('banneduntil')) ?? 0) > now,
      roles: [],
      left: leftOf(cell),
    })
  },
}

export const systems: Readonly<Record<ImportSystem, PeopleReader>> = {
  'better-auth': betterAuth,
  authjs,
  supabase,
}

function leftOf(cell: (column: string) => unknown): LeftReason | undefined {
  if (readTime(cell('deletedat')) !== undefined) return 'deleted'
  if (readFlag(cell('isanonymous'))) return 'anonymous'
  // Who comes by single sign-on was vouched for by her company, and may share an address with somebody else.
  return readFlag(cell('isssouser')) ? 'single-sign-on' : undefined
}

type Given = { readonly [K in keyof Person]: Person[K] | undefined } & Pick<Person, 'id' | 'banned' | 'roles'>

function personOf({ email, ...given }: Given): Person {
  const known = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  return { ...(known as Omit<Person, 'email'>), email }
}
