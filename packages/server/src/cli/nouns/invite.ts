/** `postern invite …`: invitations to an application. A server that runs sends the mail. */
import { chooseLocale, days, type Id, isAddressPlace, iso, minutes, parseId } from 'postern/kit'
import { Refusal } from '../../config/refusal.ts'
import { checkRoles, readDuration, readFact, readPage, readWord } from '../given.ts'
import type { Office } from '../office.ts'
import { list, sheet } from '../said.ts'
import { unknown } from './documents.ts'
import { actorOf, addressOf } from './user.ts'
import { first, type Given, type Verb } from './verb.ts'

export const inviteVerbs: Readonly<Record<string, Verb>> = {
  async list(office, given) {
    const page = await office.engine.listInvitations(
      await office.scope(given.values),
      readPage(given.values, isAddressPlace),
    )
    const items = page.items.map(shown)
    return list(
      { items, next: page.next },
      ({ id, email, state, roles, expiresAt }: Shown) => ({ id, email, state, roles, expiresAt }),
      'Nobody is invited.',
    )
  },
  async show(office, given) {
    const found = await office.engine.readInvitationById(await office.scope(given.values), { id: idOf(given) })
    if (!found) throw unknown('invitation', first(given))
    const json = shown(found)
    return { json, text: sheet(json) }
  },
  async create(office, given) {
    const scope = await office.scope(given.values)
    const { role: roles = [], locale, expires } = given.values
    checkRoles(scope, roles)
    const expiresIn = expires === undefined ? days(7) : readDuration('expires', expires)
    if (expiresIn < minutes(5) || expiresIn > days(90))
      throw new Refusal([`--expires wants 5m to 90d; it got ${expires}.`])
    const outcome = await office.engine.invite(scope, {
      address: addressOf(first(given)),
      roles,
      ...actorOf(office),
      locale: chooseLocale(locale === undefined ? scope.application.locale : readFact('locale', locale)),
      expiresIn,
    })
    if (outcome.kind === 'sign-up-closed')
      throw new Refusal(['Nobody new may sign up to this application: signUp is closed.'], 'sign-up-closed')
    if (outcome.kind === 'limited')
      throw new Refusal([`Three invitations a day for one address: the next one ${iso(outcome.retryAt)}.`], 'limited')
    const json = shown(outcome.invitation)
    return { json, text: `${sheet(json)}\n\nThe mail waits for a server to send it.` }
  },
  async remove(office, given) {
    const reason = readWord('reason', given.values.reason)
    const said = { id: idOf(given), ...actorOf(office), ...(reason !== undefined && { reason }) }
    const { kind } = await office.engine.revokeInvitation(await office.scope(given.values), said)
    if (kind === 'unknown') throw unknown('invitation', first(given))
    if (kind === 'accepted')
      throw new Refusal(['It was accepted: there is nothing left to withdraw.'], 'invitation-accepted')
    return { json: { id: first(given), removed: true }, text: `The invitation ${first(given)} is withdrawn.` }
  },
}

function idOf(given: Given): Id<'invitation'> {
  const id = parseId<'invitation'>(first(given))
  if (id) return id
  throw new Refusal([`${first(given)} is no id of an invitation: postern invite list shows them.`], 'not-found')
}

type Invitation = Extract<Awaited<ReturnType<Office['engine']['invite']>>, { kind: 'invited' }>['invitation']
type Shown = ReturnType<typeof shown>

function shown({
  id,
  address,
  state,
  roles,
  createdAt,
  expiresAt,
  user,
}: Omit<Invitation, 'state'> & { readonly state: string }) {
  return { id, email: address.address, state, roles, createdAt: iso(createdAt), expiresAt: iso(expiresAt), user }
}
