/** What a device keeps of a request: who it is to us from now on, and which attempt it waits for. */
import type { Credential } from '../../src/domain/credential.ts'
import type { Id } from '../../src/domain/id.ts'
import type { Device } from './people.ts'
import type { World } from './world.ts'

const requestsKept = 60

type Requested = { readonly kind: string; readonly attempt?: Id<'attempt'>; readonly number?: string }

export function remember(world: World, device: Device, address: string, outcome: Requested | undefined): void {
  if (outcome?.kind !== 'sent' || !outcome.attempt || !outcome.number) return
  const { attempt, number } = outcome
  const { asker } = outcome as { asker?: Credential<'binding'> }
  if (!asker) return
  device.asker = asker
  const known = world.requests.find((request) => request.attempt === attempt)
  if (known) return
  world.requests.push({ attempt, number, device, address, asker })
  if (world.requests.length > requestsKept) world.requests.shift()
}
