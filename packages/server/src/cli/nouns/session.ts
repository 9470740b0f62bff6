/** `postern session …`: where somebody is signed in, and ending it. */
import { type Id, iso, parseId, type Session } from 'postern/kit'
import { Refusal } from '../../config/refusal.ts'
import type { Office } from '../office.ts'
import { list, sheet } from '../said.ts'
import { unknown } from './documents.ts'
import { actorOf, someone } from './user.ts'
import { first, type Given, type Verb } from './verb.ts'

export const sessionVerbs: Readonly<Record<string, Verb>> = {
  async list(office, given) {
    const { scope, found } = await someone(office, given)
    const items = (await office.engine.listSessions(scope, { user: found.user.id })).map(shown)
    return list(
      { items },
      ({ id, application, browser, seenAt, expiresAt }: Shown) => ({ id, application, browser, seenAt, expiresAt }),
      'Signed in nowhere.',
    )
  },
  async show(office, given) {
    const json = shown(await one(office, given))
    return { json, text: sheet(json) }
  },
  async remove(office, given) {
    const scope = await office.home(given.values)
    const { id, user } = await one(office, given)
    const { kind } = await office.engine.revokeSession(scope, { session: id, user, ...actorOf(office) })
    if (kind === 'unknown') throw unknown('session', id)
    return { json: { id, removed: true }, text: `The session ${id} is over.` }
  },
  async 'remove-all'(office, given) {
    const { scope, found } = await someone(office, given)
    const { revoked } = await office.engine.revokeSessions(scope, { user: found.user.id, ...actorOf(office) })
    return {
      json: { user: found.user.id, removed: revoked },
      text: `${revoked} sessions of ${found.user.email} are over.`,
    }
  },
}

async function one(office: Office, given: Given): Promise<Session> {
  const id: Id<'session'> | undefined = parseId(first(given))
  if (!id) throw new Refusal([`${first(given)} is no id of a session: postern session list shows them.`], 'not-found')
  const tenant = await office.tenant(given.values)
  const found = await office.ports.store.sessions.find({ tenant, now: office.ports.clock.now(), id })
  if (!found) throw unknown('session', id)
  return found.session
}

type Shown = ReturnType<typeof shown>

function shown({ id, application, user, methods, asked, createdAt, seenAt, expiresAt }: Session) {
  const { browser, place } = asked
  return {
    id,
    user,
    application,
    methods,
    browser,
    place,
    createdAt: iso(createdAt),
    seenAt: iso(seenAt),
    expiresAt: iso(expiresAt),
  }
}
