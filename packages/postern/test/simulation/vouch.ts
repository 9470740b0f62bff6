/**
 * Servers with a key, and host applications, have sign-ins begun for people and take the secrets themselves: they vouch.
 * They redeem with what they were handed, at times with something else, at times twice, and have mails sent that were held.
 */
import type { Credential } from '../../src/domain/credential.ts'
import type { Id } from '../../src/domain/id.ts'
import { otherwise, ownOf, randomSecret, subjectOf } from './choices.ts'
import { clientOf, type Person, scopes } from './people.ts'
import type { World } from './world.ts'

/** What a caller was handed. */
interface Handed {
  readonly person: Person
  readonly attempt: Id<'attempt'>
  readonly link: Credential<'attempt'>
  readonly handle: Credential<'binding'>
  readonly code: string
}

const handed = new WeakMap<World, readonly Handed[]>()
const remembered = 12

export function vouch(world: World): Promise<unknown> | undefined {
  const { random } = world
  const users = world.people.filter((person) => world.model.users.has(subjectOf(person)))
  const person = random.chance(0.9) ? random.pick(users) : random.pick(world.people)
  if (!person) return undefined
  const by = `key:${random.pick(['first', 'second'])}`
  return world
    .run({ name: 'vouch', scope: person.scope, subject: subjectOf(person), by }, (engine, scope) =>
      engine.vouch(scope, { email: person.address, by, ...(random.chance(0.5) ? { state: 'kept' } : {}) }),
    )
    .then((outcome) => {
      if (outcome?.kind !== 'created') return
      handed.set(world, [...(handed.get(world) ?? []), { ...outcome, person }].slice(-remembered))
    })
}

/** The host application delivers the link itself. It is opened like any other, and asks for the address. */
export function createLink(world: World): Promise<unknown> | undefined {
  const { random } = world
  const person = random.pick(world.people)
  const device = person && ownOf(world, person)
  if (!person || !device) return undefined
  const client = clientOf(device)
  return world
    .run(
      { name: 'create link', scope: person.scope, device, shown: client, subject: subjectOf(person) },
      (engine, scope) => engine.createLink(scope, { email: person.address, client, locale: 'en' }),
    )
    .then((outcome) => {
      if (outcome?.kind !== 'created') return
      const link = outcome.token.slice(outcome.attempt.length + 1)
      const mail = { attempt: outcome.attempt, kind: 'sign-in', link, code: outcome.code, cancel: '' }
      person.mails = [...person.mails, mail].slice(-8)
      device.asker = outcome.asker
      const { attempt, asker } = outcome
      world.requests.push({ attempt, number: '10', device, address: person.address, asker })
    })
}

export function redeemVouched(world: World): Promise<unknown> | undefined {
  const { random, model } = world
  const one = random.pick(handed.get(world) ?? [])
  if (!one) return undefined
  const { person, attempt } = one
  const scope = otherwise(world, 0.03, person.scope, () => scopes.find((other) => other !== person.scope))
  const byCode = random.chance(0.5)
  const right = byCode ? one.handle : one.link
  const draw = random.below(20)
  const secret = draw === 0 ? randomSecret(world) : draw === 1 ? (byCode ? one.link : one.handle).secret : right.secret
  const code = random.chance(0.85) ? one.code : String(random.below(1_000_000)).padStart(6, '0')
  // What is noted of it is the handle under the name that its attempt knows it by.
  const asker = { id: (model.attempts.get(attempt)?.asker.id ?? attempt) as Id<'binding'>, secret }
  const shown = { kind: 'program', asked: {}, networks: [], ...(byCode && { asker }) } as const
  const facts = { attempt, secret: secret.reveal(), ...(byCode && { code }), subject: subjectOf(person) }
  return world.run({ name: 'vouched', scope, shown, ...facts }, (engine) =>
    engine.redeemVouched(scope, { id: attempt, secret, ...(byCode && { code }), asked: {}, tokens: true }),
  )
}

export function releaseHeld(world: World): Promise<unknown> | undefined {
  const { random } = world
  const one = random.pick(handed.get(world) ?? [])
  if (!one) return undefined
  const { person, attempt } = one
  const secret = random.chance(0.85) ? random.pick([one.link, one.handle])?.secret : undefined
  const presented = secret ?? randomSecret(world)
  const asker = { id: one.handle.id, secret: presented }
  const shown = { kind: 'program', asked: {}, networks: [], asker } as const
  const facts = { attempt, secret: presented.reveal(), shown, subject: subjectOf(person) }
  return world.run({ name: 'release held', scope: person.scope, ...facts }, (engine, scope) =>
    engine.releaseHeld(scope, { id: attempt, secret: presented }),
  )
}

/** The caller has a mail sent after all. Its links push out, or outlive, the one that was handed out. */
export function resendVouched(world: World): Promise<unknown> | undefined {
  const { random, model } = world
  const one = random.pick(handed.get(world) ?? [])
  const known = model.attempts.get(one?.attempt ?? '')
  if (!one || !known) return undefined
  const { person, attempt, handle } = one
  const client = { kind: 'program', asked: {}, networks: [], asker: handle } as const
  const shown = { ...client, asker: { ...handle, id: known.asker.id as Id<'binding'> } }
  const facts = { attempt, shown, subject: subjectOf(person) }
  return world.run({ name: 'resend', scope: person.scope, ...facts }, (engine, scope) =>
    engine.resend(scope, { id: attempt, client }),
  )
}
