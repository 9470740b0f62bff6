import type { Id, Store } from 'postern/kit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { applications } from '../src/resources/application.ts'
import { placeOfApplication } from '../src/resources/application-place.ts'
import type { Desk } from '../src/resources/desk.ts'
import { create, findShelved, remove } from '../src/resources/shelf.ts'
import { type Installation, install } from './in-process.ts'
import { type FreshStore, freshStore } from './store.ts'

let store: FreshStore
let world: Installation

beforeEach(async () => {
  store = await freshStore()
  world = await install({ store: store.source })
  await world.tenant('acme')
  await world.tenant('beta')
})

afterEach(async () => {
  await world.close()
  await store.release()
})

/** A node that is asked to wait before each command of its store. */
function node(before: (command: number) => Promise<unknown> | undefined): Desk {
  let commands = 0
  const waiting = <T extends object>(noun: T): T =>
    new Proxy(noun, {
      get(target, verb, receiver) {
        const command: unknown = Reflect.get(target, verb, receiver)
        if (typeof command !== 'function') return command
        return async (...input: unknown[]) => {
          await before(++commands)
          return Reflect.apply(command, target, input)
        }
      },
    })
  const { documents, users } = world.desk.ports.store
  const wrapped: Store = { ...world.desk.ports.store, documents: waiting(documents), users: waiting(users) }
  return { ...world.desk, ports: { ...world.desk.ports, store: wrapped } }
}

const where = (tenant: string, desk = world.desk) => ({ desk, resource: applications, tenant: tenant as Id<'tenant'> })
const make = (tenant: string, id: string, desk?: Desk) => create(where(tenant, desk), { id, value: { name: id } })
const has = async (tenant: string, id: string): Promise<boolean> => (await findShelved(where(tenant), id)) !== undefined
const place = (id: string) => placeOfApplication(world.desk.ports, id)

async function commandsOf(act: (desk: Desk) => Promise<unknown>): Promise<number> {
  let most = 0
  await act(node((command) => void (most = command)))
  return most
}

/** The first waits before one command of its own until the second stands before one of its own, and ends before it goes on. */
async function interleaved<A, B>(
  [first, firstAt]: readonly [(desk: Desk) => Promise<A>, number],
  [second, secondAt]: readonly [(desk: Desk) => Promise<B>, number],
  between: () => Promise<unknown> = async () => {},
): Promise<readonly [A, B]> {
  const [there, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const began = first(
    node((command) => {
      if (command !== firstAt) return undefined
      there.resolve()
      return goOn.promise
    }),
  )
  await Promise.race([there.promise, began])
  const ended = second(
    node(async (command) => {
      if (command !== secondAt) return
      goOn.resolve()
      await began
      await between()
    }),
  )
  const answer = await ended
  goOn.resolve()
  return [await began, answer]
}

/** Whatever was registered is where its place says, and an id has one owner. */
async function isSound(id: string): Promise<boolean> {
  const owners = []
  for (const tenant of ['acme', 'beta']) if (await has(tenant, id)) owners.push(tenant)
  return JSON.stringify(owners) === JSON.stringify([await place(id)].filter(Boolean))
}

test('a place that another node takes while it is freed stays, whichever step of both comes first', async () => {
  await make('acme', 'counted')
  const removals = await commandsOf((desk) => remove(where('acme', desk), { id: 'counted' }))
  const makings = await commandsOf((desk) => make('acme', 'counted', desk))
  expect([removals, makings].every((count) => count > 4 && count < 30)).toBe(true)
  for (let removing = 1; removing <= removals; removing++) {
    for (let making = 1; making <= makings + 1; making++) {
      const id = `shop-${removing}-${making}`
      await make('acme', id)
      const [removed, made] = await interleaved(
        [(desk) => remove(where('acme', desk), { id }), removing],
        [(desk) => make('acme', id, desk), making],
      )
      expect([id, removed.kind, await isSound(id)]).toEqual([id, 'done', true])
      expect([id, await has('acme', id)]).toEqual([id, made.kind === 'done'])
    }
  }
})

test('an id that another tenant takes once it is free is its alone, and stays with it', async () => {
  await make('acme', 'counted')
  const removals = await commandsOf((desk) => remove(where('acme', desk), { id: 'counted' }))
  const makings = await commandsOf((desk) => make('acme', 'counted', desk))
  let taken = 0
  for (let removing = 1; removing <= removals; removing++) {
    for (let making = 1; making <= makings + 1; making++) {
      const id = `shop-${removing}-${making}`
      await make('acme', id)
      const [, made] = await interleaved(
        [(desk) => remove(where('acme', desk), { id }), removing],
        [(desk) => make('acme', id, desk), making],
        () => make('beta', id),
      )
      expect([id, await isSound(id)]).toEqual([id, true])
      expect([id, await has('beta', id)]).toEqual([id, made.kind === 'invalid'])
      if (made.kind === 'invalid') taken++
    }
  }
  expect(taken).toBeGreaterThan(0)
})

test('of a removal that comes late, after another tenant registered the id, nothing is taken', async () => {
  await make('acme', 'counted')
  const removals = await commandsOf((desk) => remove(where('acme', desk), { id: 'counted' }))
  for (let removing = 1; removing <= removals; removing++) {
    const id = `shop-${removing}`
    await make('acme', id)
    const another = async (): Promise<void> => {
      await make('acme', id)
      await remove(where('acme'), { id })
      await make('beta', id)
    }
    await interleaved([(desk) => remove(where('acme', desk), { id }), removing], [another, 0])
    expect([id, await place(id), await has('beta', id)]).toEqual([id, 'beta', true])
  }
})
