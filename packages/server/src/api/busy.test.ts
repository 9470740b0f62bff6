import { PosternError, type Store } from 'postern/kit'
import { sqlite } from 'postern/sqlite'
import { expect, test } from 'vitest'
import { type Installation, install } from '../../test/in-process.ts'

const lost = (): Error => new PosternError('busy', 'The server said something of ada.', { outcome: 'unknown' })
const away = (): Error => new PosternError('busy', 'The server at 10.0.0.7 cannot be reached.')

type Injured = Partial<Record<'documents' | 'artifacts', object>>

/** A server whose database goes away as it is told to, from the moment that `down` says so. */
async function installed(change: (store: Store) => Injured): Promise<Installation & { down(): void }> {
  const source = sqlite(':memory:')
  let isDown = false
  const open = async (): Promise<Store> => {
    const store = await source.open()
    const { documents = {}, artifacts = {} } = change(store)
    /** Which of the two is asked is seen at each call. */
    const both = <T extends object>(sound: T, injured: object): T => {
      const ways = Object.entries({ ...sound, ...injured }) as [keyof T, (input: unknown) => unknown][]
      return Object.fromEntries(
        ways.map(([name, way]) => [name, (input: unknown) => (isDown ? way : (sound[name] as typeof way))(input)]),
      ) as T
    }
    return { ...store, documents: both(store.documents, documents), artifacts: both(store.artifacts, artifacts) }
  }
  const world = await install({ store: { ...source, open } })
  return Object.assign(world, { down: () => void (isDown = true) })
}

const acme = { id: 'acme', name: 'Acme' }
const headers = { 'idempotency-key': 'one' }

test('a change of the API whose commit is lost is an unknown outcome, with an Idempotency-Key as well', async () => {
  const world = await installed(({ documents }) => ({
    documents: {
      put: (input: Parameters<typeof documents.put>[0]) => documents.put(input).then(() => Promise.reject(lost())),
    },
    // What is to be tidied up afterwards finds nobody either, and takes nothing from what is told.
    artifacts: { revoke: () => Promise.reject(away()) },
  }))
  const key = await world.key()
  world.down()
  for (const more of [{ body: acme, headers }, { body: { ...acme, id: 'other' } }]) {
    const answer = await world.call('POST', '/api/v1/tenants', { key, ...more })
    expect(answer).toMatchObject({ status: 503, json: { code: 'busy' } })
    expect(answer.json.detail).toBe('Whether this took effect is unknown: try again.')
    expect(answer.headers.get('retry-after')).toBe('2')
  }
  await world.close()
})

test('a call of the API that the database never heard of is not, and nothing of the fault is told', async () => {
  const world = await installed(() => ({ documents: { find: () => Promise.reject(away()) } }))
  const key = await world.key()
  world.down()
  for (const method of ['GET', 'DELETE']) {
    const answer = await world.call(method, '/api/v1/tenants/acme', { key })
    expect([answer.status, answer.json.detail]).toEqual([503, 'This was not finished: try again.'])
    expect(answer.text).not.toContain('10.0.0.7')
  }
  await world.close()
})
