/** `postern user …`: people of a tenant, by id or by address. */
import {
  type EmailAddress,
  type Id,
  type IsPlace,
  isAddressPlace,
  iso,
  isUserPlace,
  parseEmailAddress,
  parseId,
  type Scope,
  type UserIn,
} from 'postern/kit'
import { Refusal } from '../../config/refusal.ts'
import type { Values } from '../arguments.ts'
import { confirm } from '../confirm.ts'
import { checkRoles, readFact, readPage, readWord } from '../given.ts'
import type { Office } from '../office.ts'
import { list, type Said, sheet } from '../said.ts'
import { first, type Given, type Verb } from './verb.ts'

export const userVerbs: Readonly<Record<string, Verb>> = {
  async list(office, given) {
    const scope = await office.home(given.values)
    const prefix = given.values.prefix?.toLowerCase()
    const isPlace: IsPlace = prefix ? (text) => isAddressPlace(text, prefix) : isUserPlace
    const page = await office.engine.listUsers(scope, { ...readPage(given.values, isPlace), ...(prefix && { prefix }) })
    const items = page.items.map(shown)
    return list(
      { items, next: page.next },
      ({ id, email, status, name, createdAt }: Shown) => ({ id, email, status, name, createdAt }),
      'There is nobody.',
    )
  },
  async show(office, given) {
    const { found } = await someone(office, given)
    return told(found)
  },
  async create(office, given) {
    const scope = await office.scope(given.values)
    const { name, locale, role = [] } = given.values
    checkRoles(scope, role)
    const facts = {
      address: addressOf(first(given)),
      roles: role,
      ...actorOf(office),
      ...(name && { name: readFact('name', name) }),
      ...(locale && { locale: readFact('locale', locale) }),
    }
    const outcome = await office.engine.createUser(scope, facts)
    if (outcome.kind === 'exists')
      throw new Refusal([`${first(given)} is somebody’s already: postern user show says whose.`], 'exists')
    if (outcome.kind === 'vetoed') throw new Refusal([`A hook refused: ${outcome.reason}.`], 'vetoed')
    return told(outcome)
  },
  async change(office, given) {
    const { name, locale, role } = given.values
    if (name === undefined && locale === undefined && role === undefined) {
      throw new Refusal(['Nothing is to be changed: --name, --locale or --role say what.'], 'arguments-invalid')
    }
    const roles = role?.filter((one) => one !== '')
    // Roles are an application's.
    if (roles) await office.scope(given.values)
    return changed(office, given, (scope, id) => {
      checkRoles(scope, roles ?? [])
      return office.engine.updateUser(scope, {
        id,
        ...actorOf(office),
        ...(name !== undefined && { name: name === '' ? null : readFact('name', name) }),
        ...(locale !== undefined && { locale: locale === '' ? null : readFact('locale', locale) }),
        ...(roles && { roles }),
      })
    })
  },
  ban: (office, given) =>
    changed(office, given, (scope, id) =>
      office.engine.banUser(scope, { id, ...actorOf(office), ...reasonOf(given.values) }),
    ),
  lock: (office, given) =>
    changed(office, given, (scope, id) =>
      office.engine.lockUser(scope, { id, ...actorOf(office), ...reasonOf(given.values) }),
    ),
  unlock: (office, given) =>
    changed(office, given, (scope, id) =>
      office.engine.unlockUser(scope, { id, ...actorOf(office), ...reasonOf(given.values) }),
    ),
  unban: (office, given) =>
    changed(office, given, (scope, id) =>
      office.engine.unbanUser(scope, { id, ...actorOf(office), ...reasonOf(given.values) }),
    ),
  async remove(office, given) {
    const { scope, found } = await someone(office, given)
    const { id, email } = found.user
    const how = given.values['keep-registrations'] ? 'anonymised' : 'removed'
    await confirm(`This ends everything of ${email}, for good.`, given.values)
    const outcome = await office.engine.removeUser(scope, { id, how, ...actorOf(office), ...reasonOf(given.values) })
    if (outcome.kind === 'unknown') throw nobody(id)
    return { json: { id, removed: true }, text: `${email} is gone.` }
  },
}

export const actorOf = ({ desk: { actor } }: Office): { readonly actor: string } => ({ actor })

/** Whom the first argument names, in the application that the flags name, or in the tenant where they name none. */
export async function someone(
  office: Office,
  given: Given,
): Promise<{ readonly scope: Scope; readonly found: UserIn }> {
  const scope = await office.home(given.values)
  const named = first(given)
  const id = parseId<'user'>(named) ?? (named.includes('@') ? undefined : (named as Id<'user'>))
  const found = await office.engine.findUser(scope, id ? { id } : { address: addressOf(named).key })
  if (!found) throw nobody(named)
  return { scope, found }
}

const nobody = (named: string): Refusal => new Refusal([`There is nobody called ${named} in this tenant.`], 'not-found')

export function addressOf(text: string): EmailAddress {
  const address = parseEmailAddress(text)
  if (address) return address
  throw new Refusal([`${JSON.stringify(text)} is no address: it is written like ada@example.com.`], 'email-invalid')
}

const reasonOf = ({ reason }: Values): { readonly reason?: string } => {
  const word = readWord('reason', reason)
  return word === undefined ? {} : { reason: word }
}

async function changed(
  office: Office,
  given: Given,
  act: (scope: Scope, id: Id<'user'>) => ReturnType<Office['engine']['updateUser']>,
): Promise<Said> {
  const { scope, found } = await someone(office, given)
  const outcome = await act(scope, found.user.id)
  if (outcome.kind !== 'done') throw nobody(found.user.id)
  return told(outcome)
}

type Shown = ReturnType<typeof shown>

function shown({ user, roles }: UserIn) {
  const { id, email, status, name, locale, factors, data, createdAt } = user
  return { id, email, status, name, locale, roles, factors, data, createdAt: iso(createdAt) }
}

function told(found: UserIn): Said {
  const json = shown(found)
  return { json, text: sheet(json) }
}
