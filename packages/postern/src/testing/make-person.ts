/** Somebody with a name, roles and data: made or changed as code of the application does it, before she signs in. */
import type { UserData } from '../nouns/public-user.ts'
import type { UsersNoun } from '../nouns/users.ts'

export interface TestPerson<Role extends string = string, Data extends object = UserData> {
  readonly name?: string
  /** All her roles. */
  readonly roles?: readonly Role[]
  readonly data?: Data
}

/** Throws where the options `roles` and `userData` refuse it. */
export async function makePerson<Role extends string, Data extends object>(
  users: Pick<UsersNoun<Role, Data>, 'find' | 'create' | 'update'>,
  email: string,
  person: TestPerson<Role, Data>,
): Promise<void> {
  const found = await users.find(email)
  const result = found ? await users.update(found.id, person) : await users.create({ email, ...person })
  if (result.status === 'created' || result.status === 'updated') return
  const why = result.status === 'invalid' ? result.issues[0]?.message : 'reason' in result ? result.reason : result.what
  throw new TypeError(`signInAs: ${email} cannot be so: ${result.status}, ${why ?? 'without a reason'}`)
}
