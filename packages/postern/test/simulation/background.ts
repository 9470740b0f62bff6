/** What happens behind those who sign in: administrators, chores, deployments, and time. */
import type { Id } from '../../src/domain/id.ts'
import { minutes } from '../../src/domain/instant.ts'
import type { Scope } from '../../src/domain/scope.ts'
import { subjectOfSession } from './choices.ts'
import { mayReach, noteReached } from './key-ring.ts'
import { createNode } from './node.ts'
import { createPerson, scopes } from './people.ts'
import type { World } from './world.ts'

export function revoke(world: World): Promise<unknown> | undefined {
  const { model, random } = world
  const session = random.pick([...model.sessions.values()].slice(-30))
  const scope = session && scopes.find(({ tenant }) => tenant.id === session.tenant)
  if (!session || !scope) return undefined
  const id = session.id as Id<'session'>
  const user = session.user as Id<'user'>
  const subject = subjectOfSession(world, id)
  const about = { name: 'revoke', scope, attempt: session.attempt, ...(subject && { subject }) }
  return world.run(about, (engine): Promise<unknown> => {
    const draw = random.below(10)
    if (draw < 2) return engine.revokeSessions(scope, { user, ...(draw < 1 && { except: id }) })
    const other = draw < 4 ? random.pick([...model.users.values()]) : undefined
    return engine.revokeSession(scope, { session: id, ...(other && { user: other.id as Id<'user'> }) })
  })
}

/** An administrator bans and locks, sets up and takes away factors, likes to do it while people sign in, and puts it right. */
export function changeUser(world: World): Promise<unknown> | undefined {
  const { model, random, clock } = world
  const users = [...model.users.values()]
  const troubled = users.filter(({ status, factors }) => status !== 'active' || factors > 0)
  const busy = model.users.get(random.pick(world.subjects()) ?? '')
  const user = (random.chance(0.5) ? random.pick(troubled) : busy) ?? random.pick(users)
  const scope = user && scopes.find(({ tenant }) => tenant.id === user.tenant)
  if (!user || !scope) return undefined
  const well = user.status === 'active' && user.factors === 0
  const bad = random.pick([{ status: 'banned' }, { status: 'locked' }, { factors: ['totp'] }] as const)
  const to = well ? bad : ({ status: 'active', factors: [] } as const)
  const subject = `${user.tenant} ${user.address}`
  const bans = to && 'status' in to && to.status === 'banned' && random.chance(0.5)
  return world.run({ name: 'user', scope, subject }, async (engine, { tenant }, node, operation) => {
    const { users: store } = node.portsFor(operation).store
    const at = { tenant: tenant.id, now: clock.now() }
    const found = await store.find({ ...at, address: user.address })
    if (!found) return undefined
    if (bans) return engine.banUser(scope, { id: found.id })
    return store.change({ ...at, id: found.id, version: found.version, ...to, also: { events: [], messages: [] } })
  })
}

/** The host application writes to one of its users, whatever her standing. */
export function writeToUser(world: World): Promise<unknown> | undefined {
  const user = world.random.pick([...world.model.users.values()])
  const scope = user && scopes.find(({ tenant }) => tenant.id === user.tenant)
  if (!user || !scope) return undefined
  const content = { subject: 'news', text: 'news', html: '', attachments: [] }
  return world.run({ name: 'mail', scope, subject: `${user.tenant} ${user.address}` }, (engine) =>
    engine.sendMail(scope, { to: { id: user.id as Id<'user'> }, content }),
  )
}

export function somebodyNew(world: World): undefined {
  const { random, people, devices } = world
  const scope = random.pick(scopes) ?? (scopes[0] as Scope)
  const joined = createPerson(random, scope, world.tally.operations)
  people.push(joined.person)
  devices.push(...joined.devices)
}

export function runChores(world: World): Promise<unknown> | undefined {
  const node = world.random.pick(world.nodes)
  const work = node?.chores.run().catch(() => undefined)
  if (!node || !work) return undefined
  node.running.add(work)
  return work.finally(() => node.running.delete(work))
}

/** Stops a node as a deployment does, its leases handed back; the next one may be a step further in changing the key. */
export function restart(world: World): Promise<unknown> | undefined {
  const { random, clock, model } = world
  const node = random.pick(world.nodes)
  const scope = scopes[0]
  if (!node || !scope) return undefined
  const goesOn = random.chance(0.7) && mayReach(node.ring + 1, world.reached, model, clock.now())
  const ring = goesOn ? node.ring + 1 : node.ring
  world.leaving.add(node)
  world.nodes.splice(world.nodes.indexOf(node), 1, createNode(world, ring))
  return world.run({ name: 'release', scope }, async (_engine, _scope, _node, operation) => {
    await Promise.allSettled(node.running)
    await node.courier.stop()
    world.leaving.delete(node)
    const stages = [...world.nodes, ...world.leaving].map((one) => one.ring)
    noteReached(world.reached, stages, clock.now())
    const ports = node.portsFor(operation)
    await ports.store.messages.release({ now: clock.now(), owner: ports.node })
    const left = [...model.queued].filter((id) => model.messages.get(id)?.owner === ports.node)
    if (left.length > 0) world.broken ??= 'outbox: a node that stops hands all its leases back'
  })
}

export function passMoment({ clock, random }: World): undefined {
  clock.advance(random.chance(0.05) ? minutes(1 + random.below(5)) : 100 + random.below(4000))
}
