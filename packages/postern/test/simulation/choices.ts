/** Who acts, and with what: drawn, with a liking for what is under way. */
import type { Client } from '../../src/domain/client.ts'
import { parseSecret, type RawSecret } from '../../src/domain/credential.ts'
import type { Scope } from '../../src/domain/scope.ts'
import { isLive } from './model.ts'
import { clientOf, type Device, type Mail, type Person, type Request, scopes } from './people.ts'
import type { World } from './world.ts'

export interface Asking {
  readonly name: string
  readonly scope: Scope
  readonly device: Device
  readonly attempt: Request['attempt']
  readonly subject: string
}

export const subjectOf = ({ scope, address }: Person): string => `${scope.tenant.id} ${address.toLowerCase()}`

/** Whose session it is, or family: it has the letters of its session's id. */
export function subjectOfSession({ model }: World, id: string): string | undefined {
  const attempt = model.attempts.get(model.sessions.get(id)?.attempt ?? '')
  return attempt && `${attempt.tenant} ${attempt.address}`
}

/** What an operation about this request is told of. At times it comes through the wrong tenant's door. */
export function about(world: World, { device, attempt, address }: Request, name: string): Asking {
  const scope = otherwise(world, 0.01, device.scope, () => scopes.find((one) => one !== device.scope))
  return { name, scope, device, attempt, subject: `${device.scope.tenant.id} ${address.toLowerCase()}` }
}

/** Mostly an attempt that is under way. */
export function recent({ requests, random, model, clock }: World): Request | undefined {
  const open = requests.filter(({ attempt }) => {
    const facts = model.attempts.get(attempt)
    return facts !== undefined && isLive(facts, clock.now())
  })
  return (random.chance(0.8) ? random.pick(open) : undefined) ?? random.pick(requests)
}

export const mailsOf = ({ people }: World, { attempt, address, device }: Request): readonly Mail[] =>
  people
    .find((person) => person.scope === device.scope && person.address === address)
    ?.mails.filter((mail) => mail.attempt === attempt && mail.code !== '') ?? []

/** The asker as it was, as it is now, somebody else, or somebody who knows its id and no more. */
export function askerOf(world: World, { device, attempt, asker }: Request): Client {
  const { random, model } = world
  const draw = random.below(20)
  const carriedOver = model.attempts.get(attempt)?.asker.id !== asker.id
  if (draw < 17) return { ...clientOf(device), ...(carriedOver || draw < 1 ? {} : { asker }) }
  const stranger = random.pick(world.devices.filter(({ scope }) => scope === device.scope)) ?? device
  if (draw < 19) return clientOf(stranger)
  return { ...clientOf(stranger), asker: { id: asker.id, secret: randomSecret(world) } }
}

export interface Held {
  readonly person: Person
  readonly mail: Mail
}

/** Somebody looks into a mailbox, mostly at the newest mail with a link. */
export function holdMail(world: World): Held | undefined {
  const { people, random } = world
  const request = random.chance(0.85) ? recent(world) : undefined
  const person = request
    ? people.find((one) => one.scope === request.device.scope && one.address === request.address)
    : random.pick(people)
  const links =
    person?.mails.filter(({ link, attempt }) => link !== '' && (!request || attempt === request.attempt)) ?? []
  const mail = random.chance(0.85) ? links.at(-1) : random.pick(person?.mails ?? [])
  return person && mail ? { person, mail } : undefined
}

/** The link of the mail; at times what is no link of it. */
export function presented(world: World, { person, mail }: Held): string {
  const { random } = world
  const draw = random.below(20)
  if (draw < 17 && mail.link !== '') return mail.link
  if (draw === 17) return mail.cancel
  if (draw === 18) return random.pick(person.mails)?.link || mail.cancel
  return randomSecret(world).reveal()
}

/** The address, somebody else's, or nothing: what a person types beside a link. */
export function typedBy({ random }: World, { address }: Person): { readonly email?: string } {
  const typed = random.below(4)
  return typed < 2 ? { email: address } : typed === 2 ? { email: 'somebody@example.org' } : {}
}

export function randomSecret({ random }: World): RawSecret {
  const secret = parseSecret(Buffer.from(random.bytes(32)).toString('base64url'))
  if (!secret) throw new TypeError('32 bytes are a secret')
  return secret
}

/** Where the mail is opened: mostly where it was asked for, often on another device of the person, at times elsewhere. */
export function deviceOf(world: World, scope: Scope, attempt: string): Device | undefined {
  const { random } = world
  const request = world.requests.find((one) => one.attempt === attempt)
  if (request && random.chance(0.7)) return request.device
  return random.pick(world.devices.filter((device) => device.scope === scope))
}

export const ownOf = ({ devices, random }: World, person: Person): Device | undefined =>
  random.pick(devices.filter(({ owner }) => owner === person))

export function otherwise<T>({ random }: World, probability: number, usual: T, other: () => T | undefined): T {
  return random.chance(probability) ? (other() ?? usual) : usual
}
