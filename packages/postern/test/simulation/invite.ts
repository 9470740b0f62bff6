/** Administrators invite people and change their minds; people open what they were sent, at times what is none. */
import type { Credential } from '../../src/domain/credential.ts'
import { parseEmailAddress } from '../../src/domain/email-address.ts'
import type { Id } from '../../src/domain/id.ts'
import { hours, minutes } from '../../src/domain/instant.ts'
import { otherwise, ownOf, randomSecret, subjectOf, typedBy } from './choices.ts'
import { placeOf } from './model.ts'
import { clientOf, scopes } from './people.ts'
import { remember } from './remember.ts'
import type { World } from './world.ts'

export function invite(world: World): Promise<unknown> | undefined {
  const { random } = world
  // Mostly those who cannot come in without.
  const outside = world.people.filter(({ address }) => address.endsWith('elsewhere.example'))
  const person = random.pick(random.chance(0.7) ? outside : world.people)
  const address = person && parseEmailAddress(person.address)
  if (!person || !address) return undefined
  const roles = random.pick([[], ['editor'], ['editor', 'owner']] as const) ?? []
  const expiresIn = random.chance(0.3) ? minutes(5 + random.below(20)) : hours(1 + random.below(72))
  return world.run({ name: 'invite', scope: person.scope, subject: subjectOf(person) }, (engine, scope) =>
    engine.invite(scope, { address, roles, locale: 'en', expiresIn }),
  )
}

/** Also one that is over, or that another took the place of. */
export function withdraw(world: World): Promise<unknown> | undefined {
  const { random, model } = world
  const id = random.pick([...model.invited.keys()].slice(-12))
  const { document } = model.invited.get(id ?? '') ?? {}
  const scope = scopes.find(({ tenant }) => model.invitations.has(placeOf(tenant.id, document ?? '')))
  const facts = scope && model.invitations.get(placeOf(scope.tenant.id, document ?? ''))
  if (!id || !scope || !facts) return undefined
  return world.run({ name: 'withdraw', scope, subject: `${facts.tenant} ${facts.address}` }, (engine) =>
    engine.revokeInvitation(scope, { id: id as Id<'invitation'> }),
  )
}

/** On a device of hers, mostly. The link proves nothing: it has a mail sent, to the address that was invited. */
export function accept(world: World): Promise<unknown> | undefined {
  const { random } = world
  const person = random.pick(world.people.filter(({ invitations }) => invitations.length > 0))
  const newest = random.chance(0.7) ? person?.invitations.at(-1) : random.pick(person?.invitations ?? [])
  if (!person || !newest) return undefined
  const device = random.chance(0.8)
    ? ownOf(world, person)
    : random.pick(world.devices.filter(({ scope }) => scope === person.scope))
  if (!device) return undefined
  const token: Credential<'invitation'> = random.chance(0.1) ? { id: newest.id, secret: randomSecret(world) } : newest
  const scope = otherwise(world, 0.03, device.scope, () => scopes.find((one) => one !== device.scope))
  const client = clientOf(device)
  const typed = typedBy(world, person)
  const facts = { invitation: token.id, secret: token.secret.reveal(), ...typed, subject: subjectOf(person) }
  return world
    .run({ name: 'accept', scope, device, shown: client, ...facts }, (engine) =>
      engine.acceptInvitation(scope, { token, client, locale: 'en', ...typed }),
    )
    .then((outcome) => remember(world, device, person.address, outcome))
}
