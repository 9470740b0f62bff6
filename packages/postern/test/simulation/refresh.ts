/** A bearer refreshes, and so does whoever copied a token: the current one, older ones, none at all, at any door. */
import type { Credential } from '../../src/domain/credential.ts'
import type { Scope } from '../../src/domain/scope.ts'
import { otherwise, randomSecret, subjectOfSession } from './choices.ts'
import { isFamilyAlive } from './families.ts'
import { clientOf, type Device, keepToken, otherApplication, scopes } from './people.ts'
import type { World } from './world.ts'

export function refresh(world: World): Promise<unknown> | undefined {
  const { random, devices, model, clock } = world
  const holders = devices.filter(({ tokens }) => tokens.length > 0)
  const isLive = ({ tokens }: Device): boolean => {
    const family = model.families.get(tokens.at(-1)?.id ?? '')
    return family !== undefined && isFamilyAlive(model, family, clock.now())
  }
  const device = random.pick(random.chance(0.8) ? holders.filter(isLive) : holders)
  const token = device && presentedToken(world, device)
  if (!device || !token) return undefined
  const scope = otherwise(world, 0.04, device.scope, () => random.pick([otherApplication, ...scopes]))
  const once = (): Promise<unknown> => refreshWith(world, { device, token, scope })
  // Two tabs of one browser.
  return random.chance(0.2) ? Promise.all([once(), once()]) : once()
}

interface Refreshing {
  readonly device: Device
  readonly token: Credential<'family'>
  readonly scope: Scope
}

function refreshWith(world: World, { device, token, scope }: Refreshing): Promise<unknown> {
  const client = clientOf(device)
  const subject = subjectOfSession(world, token.id)
  return world
    .run({ name: 'refresh', scope, device, refresh: token, ...(subject && { subject }) }, (engine) =>
      engine.refresh(scope, { token, client }),
    )
    .then((outcome) => {
      if (outcome?.kind === 'refreshed' && outcome.tokens.refreshToken) keepToken(device, outcome.tokens.refreshToken)
    })
}

function presentedToken(world: World, { tokens }: Device): Credential<'family'> | undefined {
  const draw = world.random.below(20)
  const newest = tokens.at(-1)
  if (draw < 14) return newest
  if (draw < 17) return tokens.at(-2) ?? newest
  if (draw < 19) return world.random.pick(tokens)
  return newest && { id: newest.id, secret: randomSecret(world) }
}
