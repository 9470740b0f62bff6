import { createHash } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { sqlite } from '../../src/adapters/sqlite/sqlite.ts'
import { parseCredential, RawSecret } from '../../src/domain/credential.ts'
import { PosternError } from '../../src/domain/errors.ts'
import type { StoreSource } from '../../src/ports/store-source.ts'
import { mailOf, openBrowser } from '../support/browser.ts'
import { closeWorlds, createWorld } from '../support/world.ts'

afterEach(closeWorlds)

const callback = 'https://shop.example/callback'

/** A store whose documents, the signing keys among them, cannot be read as often as it is told. */
function busyStore(): { readonly source: StoreSource; fail(times: number): void } {
  const source = sqlite(':memory:')
  let left = 0
  return {
    fail: (times) => {
      left = times
    },
    source: {
      ...source,
      async open(...given) {
        const store = await source.open(...given)
        const find: typeof store.documents.find = (input) => {
          if (left-- > 0) throw new PosternError('busy', 'The database is busy.')
          return store.documents.find(input)
        }
        return { ...store, documents: { ...store.documents, find } }
      },
    },
  }
}

test('an exchange that met a busy store may be tried again, and ends nothing', async () => {
  const store = busyStore()
  const world = await createWorld({ store: store.source, tokens: {}, redirects: [callback] })
  const browser = openBrowser(world)
  const verifier = 'v'.repeat(50)
  const codeChallenge = createHash('sha256').update(verifier).digest('base64url')
  const asked = await browser.call('/magic-link', { email: 'ada@example.com', redirectTo: callback, codeChallenge })
  const { next = '' } = (await browser.call('/magic-link/verify', { token: (await mailOf(world, asked)).token })).json
  const code = parseCredential<'hand-off'>(new URL(next).searchParams.get('code') ?? '')
  if (!code) throw new Error(`no code in ${next}`)
  const exchange = () =>
    world.runtime.engine.exchange(world.scope, {
      code,
      codeVerifier: new RawSecret(verifier),
      redirectUri: callback,
      client: { kind: 'program', asked: {}, networks: [] },
    })
  store.fail(1)
  await expect(exchange()).rejects.toMatchObject({ code: 'busy' })
  expect((await exchange()).kind).toBe('exchanged')
  expect(await browser.who()).toBe('ada@example.com')
})
