/**
 * What people, strangers, administrators and nodes do, each with how often. An action picks who does it and with what it
 * is done: right secrets, wrong ones, old ones, and those of others. `undefined`: nobody was there to do it.
 */
import type { Client } from '../../src/domain/client.ts'
import { RawSecret } from '../../src/domain/credential.ts'
import type { Id } from '../../src/domain/id.ts'
import type { Scope } from '../../src/domain/scope.ts'
import type { SignedIn } from '../../src/engine/sign-in/outcome.ts'
import { changeUser, passMoment, restart, revoke, runChores, somebodyNew, writeToUser } from './background.ts'
import {
  about,
  askerOf,
  deviceOf,
  holdMail,
  mailsOf,
  otherwise,
  ownOf,
  presented,
  randomSecret,
  recent,
  subjectOf,
  typedBy,
} from './choices.ts'
import { accept, invite, withdraw } from './invite.ts'
import { clientOf, type Device, keep, scopes } from './people.ts'
import { refresh } from './refresh.ts'
import { remember } from './remember.ts'
import { createLink, redeemVouched, releaseHeld, resendVouched, vouch } from './vouch.ts'
import type { World } from './world.ts'

export interface Action {
  readonly name: string
  readonly weight: number
  readonly act: (world: World) => Promise<unknown> | undefined
}

export const actions: readonly Action[] = [
  { name: 'start', weight: 28, act: start },
  { name: 'start again', weight: 2, act: startAgain },
  { name: 'resend', weight: 5, act: resend },
  { name: 'open', weight: 2, act: open },
  { name: 'redeem a link', weight: 28, act: redeemLink },
  { name: 'redeem a code', weight: 26, act: redeemCode },
  { name: 'approve', weight: 8, act: approve },
  { name: 'claim', weight: 8, act: claim },
  { name: 'stop', weight: 2, act: stop },
  { name: 'repeat', weight: 4, act: repeat },
  { name: 'watch', weight: 2, act: watch },
  { name: 'read a session', weight: 3, act: readSession },
  { name: 'refresh', weight: 6, act: refresh },
  { name: 'invite', weight: 2, act: invite },
  { name: 'withdraw an invitation', weight: 1, act: withdraw },
  { name: 'accept an invitation', weight: 3, act: accept },
  { name: 'vouch', weight: 3, act: vouch },
  { name: 'create a link', weight: 1, act: createLink },
  { name: 'send what is held', weight: 1, act: releaseHeld },
  { name: 'mail what was vouched for', weight: 2, act: resendVouched },
  { name: 'redeem what is vouched for', weight: 4, act: redeemVouched },
  { name: 'sign out', weight: 2, act: signOut },
  { name: 'revoke', weight: 1, act: revoke },
  { name: 'change a user', weight: 2, act: changeUser },
  { name: 'write to a user', weight: 1, act: writeToUser },
  { name: 'somebody new', weight: 2, act: somebodyNew },
  { name: 'chores', weight: 2, act: runChores },
  { name: 'restart a node', weight: 2, act: restart },
  { name: 'pass a moment', weight: 8, act: passMoment },
]

function start(world: World): Promise<unknown> | undefined {
  const { random } = world
  const device = random.pick(world.devices)
  const own = device?.owner && random.chance(0.85) ? device.owner : undefined
  const person = own ?? random.pick(world.people.filter(({ scope }) => scope === device?.scope))
  if (!device || !person) return undefined
  const email = random.chance(0.2) ? person.address.toUpperCase() : person.address
  const shown = random.chance(0.05) ? pretender(world, device) : clientOf(device)
  return world
    .run({ name: 'start', scope: device.scope, device, shown, subject: subjectOf(person) }, (engine, scope) =>
      engine.requestSignIn(scope, {
        client: shown,
        locale: 'en',
        email,
        ...(random.chance(0.5) ? { redirectTo: '/welcome', state: 'kept' } : {}),
      }),
    )
    .then((outcome) => remember(world, device, person.address, outcome))
}

/** Shows the id of somebody else's known browser, which is no secret, with a secret that is none. */
function pretender(world: World, device: Device): Client {
  const other = world.random.pick(world.devices.filter(({ scope, browser }) => scope === device.scope && browser))
  const { browser, ...bare } = clientOf(device)
  const stolen = other?.browser ?? browser
  return stolen ? { ...bare, browser: { id: stolen.id, secret: randomSecret(world) } } : bare
}

/** From an old mail, or from the page of an attempt that is over. */
function startAgain(world: World): Promise<unknown> | undefined {
  const { random } = world
  const held = holdMail(world)
  const device = held && deviceOf(world, held.person.scope, held.mail.attempt)
  if (!held || !device) return undefined
  const secret = presented(world, held)
  const { attempt } = held.mail
  const again = random.chance(0.7) ? { id: attempt, secret: new RawSecret(secret) } : { id: attempt }
  const subject = subjectOf(held.person)
  const shown = clientOf(device)
  const typed = typedBy(world, held.person)
  const facts = { ...('secret' in again && { secret }), ...typed, subject }
  return world
    .run({ name: 'again', scope: device.scope, device, attempt, ...facts }, (engine, scope) =>
      engine.requestSignIn(scope, { client: shown, locale: 'en', again, ...typed }),
    )
    .then((outcome) => remember(world, device, held.person.address, outcome))
}

function resend(world: World): Promise<unknown> | undefined {
  const request = recent(world)
  if (!request) return undefined
  const client = askerOf(world, request)
  return world.run({ ...about(world, request, 'resend'), shown: client }, (engine, scope) =>
    engine.resend(scope, { id: request.attempt, client }),
  )
}

function open(world: World): Promise<unknown> | undefined {
  const held = holdMail(world)
  const device = held && deviceOf(world, held.person.scope, held.mail.attempt)
  if (!held || !device) return undefined
  const { attempt } = held.mail
  const secret = presented(world, held)
  const client = clientOf(device)
  return world.run(
    { name: 'open', scope: device.scope, device, attempt, secret, subject: subjectOf(held.person) },
    (engine, scope) => engine.open(scope, { id: attempt, secret: new RawSecret(secret), client }),
  )
}

function redeemLink(world: World): Promise<unknown> | undefined {
  const held = holdMail(world)
  const device = held && deviceOf(world, held.person.scope, held.mail.attempt)
  if (!held || !device) return undefined
  const scope = otherwise(world, 0.02, device.scope, () => scopes.find((one) => one !== device.scope))
  const typed = typedBy(world, held.person)
  const input = { name: 'link', attempt: held.mail.attempt, secret: presented(world, held), ...typed }
  return redeemWith(world, { ...input, device, scope, shown: clientOf(device), subject: subjectOf(held.person) })
}

interface Redemption {
  readonly name: string
  readonly attempt: Id<'attempt'>
  readonly device: Device
  readonly scope: Scope
  readonly shown: Client
  readonly subject: string
  readonly secret?: string
  readonly code?: string
  readonly email?: string
}

/** The last redemptions, to be repeated. */
const redeemed = new WeakMap<World, Redemption[]>()

function redeemWith(world: World, redemption: Redemption): Promise<unknown> {
  const { name, attempt: id, device, shown: client, secret, code, email } = redemption
  const switchAccount = world.random.chance(0.8)
  const last = redeemed.get(world) ?? []
  redeemed.set(world, [...last, redemption].slice(-20))
  return world
    .run(redemption, async (engine, scope) => {
      if (name === 'claim') return engine.claim(scope, { id, client, switchAccount })
      if (name === 'code') return engine.redeemCode(scope, { id, client, switchAccount, code: code ?? '' })
      const link = new RawSecret(secret ?? '')
      return engine.redeem(scope, { id, secret: link, client, switchAccount, ...(email && { email }) })
    })
    .then((outcome) => {
      if (outcome?.kind === 'signed-in' && device.scope === redemption.scope) keep(device, outcome satisfies SignedIn)
    })
}

function redeemCode(world: World): Promise<unknown> | undefined {
  const { random } = world
  const request = recent(world)
  if (!request) return undefined
  const mails = mailsOf(world, request)
  const mail = random.chance(0.75) ? mails.at(-1) : random.pick(mails)
  if (!mail && random.chance(0.8)) return undefined
  const wrong = random.below(20) === 0 ? '12-34' : String(random.below(1_000_000)).padStart(6, '0')
  const code = mail && random.chance(0.88) ? mail.code : wrong
  const typed = random.chance(0.1) ? `${code.slice(0, 3)} ${code.slice(3)}` : code
  const shown = askerOf(world, request)
  return redeemWith(world, {
    ...about(world, request, 'code'),
    attempt: request.attempt,
    code: typed.replace(/ /g, ''),
    shown,
  })
}

function approve(world: World): Promise<unknown> | undefined {
  const { random } = world
  const held = holdMail(world)
  const device =
    held && (random.chance(0.7) ? ownOf(world, held.person) : deviceOf(world, held.person.scope, held.mail.attempt))
  if (!held || !device) return undefined
  const { attempt } = held.mail
  const shown = world.requests.find((request) => request.attempt === attempt)?.number ?? '10'
  const draw = random.below(10)
  const number = draw < 7 ? shown : draw < 9 ? String(10 + random.below(90)) : ''
  const secret = presented(world, held)
  const client = clientOf(device)
  const subject = subjectOf(held.person)
  return world.run(
    { name: 'approve', scope: device.scope, device, attempt, secret, number, subject },
    (engine, scope) => engine.approve(scope, { id: attempt, secret: new RawSecret(secret), number, client }),
  )
}

function claim(world: World): Promise<unknown> | undefined {
  const { model, random } = world
  const approved = world.requests.filter(({ attempt }) => model.attempts.get(attempt)?.state === 'approved')
  const request = random.chance(0.9) ? random.pick(approved) : recent(world)
  if (!request) return undefined
  return redeemWith(world, {
    ...about(world, request, 'claim'),
    attempt: request.attempt,
    shown: askerOf(world, request),
  })
}

function stop(world: World): Promise<unknown> | undefined {
  const { random } = world
  const held = holdMail(world)
  const device = held && deviceOf(world, held.person.scope, held.mail.attempt)
  if (!held || !device) return undefined
  const { attempt } = held.mail
  const secret = random.chance(0.6) ? held.mail.cancel : presented(world, held)
  const client = clientOf(device)
  const email = random.chance(0.5) ? held.person.address : undefined
  const facts = { name: 'stop', attempt, secret, ...(email && { email }), subject: subjectOf(held.person) }
  return world.run({ ...facts, scope: device.scope, device }, (engine, scope) =>
    engine.cancel(scope, {
      id: attempt,
      secret: new RawSecret(secret),
      client,
      sure: random.chance(0.7),
      ...(email && { email }),
    }),
  )
}

/** The same once more, by the same asker or by somebody else who has seen it. */
function repeat(world: World): Promise<unknown> | undefined {
  const { random } = world
  const last = random.pick(redeemed.get(world) ?? [])
  if (!last) return undefined
  if (random.chance(0.7)) return redeemWith(world, last)
  const device = random.pick(world.devices.filter(({ scope }) => scope === last.scope))
  return device && redeemWith(world, { ...last, device, shown: clientOf(device) })
}

function watch(world: World): Promise<unknown> | undefined {
  const request = recent(world)
  if (!request) return undefined
  const client = askerOf(world, request)
  return world.run({ ...about(world, request, 'watch'), shown: client }, (engine, scope) =>
    engine.watch(scope, { id: request.attempt, client }),
  )
}

function readSession(world: World): Promise<unknown> | undefined {
  const device = world.random.pick(world.devices.filter(({ session }) => session))
  if (!device?.session) return undefined
  const stolen = { id: device.session.id, secret: randomSecret(world) }
  const client = { ...clientOf(device), ...(world.random.chance(0.2) ? { session: stolen } : {}) }
  const about = { name: 'read', scope: device.scope, device, shown: client }
  return world.run(about, (engine, scope) => engine.readSession(scope, { client }))
}

function signOut(world: World): Promise<unknown> | undefined {
  const device = world.random.pick(world.devices.filter(({ session, asker }) => session ?? asker))
  if (!device) return undefined
  const token = world.random.chance(0.5) ? device.tokens.at(-1) : undefined
  const { session, ...bearer } = clientOf(device)
  const client = token || !session ? bearer : { ...bearer, session }
  const shown = { shown: client, ...(token && { refresh: token }) }
  return world.run({ name: 'sign-out', scope: device.scope, device, ...shown }, async (engine, scope) => {
    await engine.signOut(scope, { client, ...(token && { refresh: token }) })
    delete device.session
    delete device.asker
  })
}
