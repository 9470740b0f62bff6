/** Bearer mode, invariant 14: a change of account is asked for, the session that is left ends, and no late answer undoes it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ClientStorage, Sent } from '../src/index.ts'
import { type Browser, openPlace, type Place } from './support/place.ts'

const ann = 'ann@acme.example'
const carol = 'carol@acme.example'
let place: Place
let kept: Map<string, string>
let phone: Browser

const storage = (): ClientStorage => ({
  get: async (key) => kept.get(key) ?? null,
  set: async (key, value) => void kept.set(key, value),
  remove: async (key) => void kept.delete(key),
})
const openPhone = (): Browser => place.browser({ mode: 'bearer', storage: storage(), cookies: false })

beforeEach(async () => {
  place = await openPlace({ mode: 'bearer' })
  kept = new Map()
  phone = openPhone()
})
afterEach(() => place.close())

const ask = async (email: string, { client } = phone): Promise<Sent> => {
  const sent = await client.requestMagicLink({ email })
  if (sent.status !== 'sent') throw new Error(sent.status)
  return sent
}
const askedCode = async (email: string, at = phone): Promise<{ attemptId: string; code: string }> => {
  const { attemptId } = await ask(email, at)
  const { code = '' } = await place.inbox.next({ to: email })
  return { attemptId, code }
}
const signIn = async (email = ann, at = phone): Promise<void> => {
  const typed = { ...(await askedCode(email, at)), switchAccount: true }
  expect((await at.client.verifyCode(typed)).status).toBe('signed-in')
}
const tokens = (): { accessToken: string; refreshToken: string } => JSON.parse(kept.get('postern.tokens') ?? '{}')
const holder = async (accessToken: string): Promise<string | undefined> => {
  const headers = { authorization: `Bearer ${accessToken}` }
  return (await place.auth.getUser(new Request('http://localhost:4000/', { headers })))?.email
}
const question = {
  status: 'confirm-needed',
  reason: 'signed-in-as-other',
  current: 'a••@acme.example',
  next: 'c••@acme.example',
}

describe('whoever is in as somebody else is asked first, and the session that is left ends:', () => {
  test('by code', async () => {
    await signIn()
    const before = tokens()
    const typed = await askedCode(carol)
    expect(await phone.client.verifyCode(typed)).toMatchObject(question)
    expect((await phone.client.getUser())?.email).toBe(ann)
    expect((await phone.client.verifyCode({ ...typed, switchAccount: true })).status).toBe('signed-in')
    expect((await phone.client.getUser())?.email).toBe(carol)
    expect(await holder(before.accessToken)).toBeUndefined()
  })

  test('by link', async () => {
    await signIn()
    const before = tokens()
    await ask(carol)
    const { link = '' } = await place.inbox.next({ to: carol })
    const token = link.split('/link/')[1]?.replace('#', '.') ?? ''
    expect(await phone.client.verifyMagicLink(token)).toMatchObject(question)
    expect((await phone.client.verifyMagicLink(token, { switchAccount: true })).status).toBe('signed-in')
    expect(await holder(before.accessToken)).toBeUndefined()
  })

  test('by approval', async () => {
    await signIn()
    const before = tokens()
    const { attemptId, number } = await ask(carol)
    const { link = '' } = await place.inbox.next({ to: carol })
    const token = link.split('/link/')[1]?.replace('#', '.')
    await place.browser().call(`/attempts/${attemptId}/approve`, { token, number })
    expect(await phone.client.waitForSignIn(attemptId)).toMatchObject(question)
    expect((await phone.client.waitForSignIn(attemptId, { switchAccount: true })).status).toBe('signed-in')
    expect(await holder(before.accessToken)).toBeUndefined()
  })

  test('also when the access token has ended meanwhile: it is renewed before', async () => {
    await signIn()
    place.later(11 * 60_000)
    expect(await phone.client.verifyCode(await askedCode(carol))).toMatchObject(question)
  })

  test('a session that is over is in nobody’s way', async () => {
    await signIn()
    place.later(400 * 86_400_000)
    expect((await phone.client.verifyCode(await askedCode(carol))).status).toBe('signed-in')
  })
})

describe('a renewal that is late', () => {
  /** Begins one, and holds it back: before the server hears it, or its answer. */
  const late = async (which: 'question' | 'answer'): Promise<{ go: () => void; token: Promise<string | null> }> => {
    const asked = Promise.withResolvers<void>()
    const gate = Promise.withResolvers<void>()
    phone.before = async (request) => {
      if (request.url.endsWith('/api')) return new Response('', { status: 401 })
      if (!request.url.endsWith('/refresh')) return undefined
      phone.before = undefined
      const answer = which === 'answer' ? await phone.send(request) : undefined
      asked.resolve()
      await gate.promise
      return answer
    }
    const token = phone.client.fetch('http://localhost:4000/api').then(() => phone.client.getAccessToken())
    await asked.promise
    return { go: gate.resolve, token }
  }

  test.each(['question', 'answer'] as const)('loses to whoever signs in meanwhile: its %s', async (which) => {
    await signIn()
    const seen: (string | null)[] = []
    phone.client.onAuthStateChange((user) => seen.push(user?.email ?? null))
    const typed = { ...(await askedCode(carol)), switchAccount: true }
    const { go, token } = await late(which)
    const entering = phone.client.verifyCode(typed)
    setTimeout(go, 200)
    expect((await entering).status).toBe('signed-in')
    await token
    expect(await holder(tokens().accessToken)).toBe(carol)
    expect((await phone.client.getUser())?.email).toBe(carol)
    expect(seen).toEqual([ann, carol])
  })

  test.each(['question', 'answer'] as const)('leaves alone what a tab without locks wrote: its %s', async (which) => {
    await signIn()
    const user = await phone.client.getUser()
    const theirs = await elsewhere(carol)
    const { go, token } = await late(which)
    await place.auth.sessions.revokeAll(user?.id ?? '')
    kept.set('postern.tokens', theirs)
    go()
    expect(await token).toBe(JSON.parse(theirs).accessToken)
    expect(kept.get('postern.tokens')).toBe(theirs)
  })

  test('brings nobody back who has signed out', async () => {
    await signIn()
    const { go, token } = await late('answer')
    await phone.client.signOut()
    go()
    expect(await token).toBeNull()
    expect(kept.size).toBe(0)
  })

  test('in cookie mode is asked for once more, by whoever is in then', async () => {
    await place.close()
    place = await openPlace({ tokens: {} })
    phone = place.browser()
    await signIn()
    const typed = { ...(await askedCode(carol)), switchAccount: true }
    const asked = Promise.withResolvers<void>()
    const gate = Promise.withResolvers<void>()
    phone.before = async (request) => {
      if (!request.url.endsWith('/refresh')) return undefined
      phone.before = undefined
      const answer = await phone.send(request)
      asked.resolve()
      await gate.promise
      return answer
    }
    const token = phone.client.getAccessToken()
    await asked.promise
    expect((await phone.client.verifyCode(typed)).status).toBe('signed-in')
    gate.resolve()
    expect(await holder((await token) ?? '')).toBe(carol)
  })

  /** What somebody's tokens look like in a storage of her own. */
  async function elsewhere(email: string): Promise<string> {
    const mine = kept
    kept = new Map()
    await signIn(email, openPhone())
    const theirs = kept.get('postern.tokens') ?? ''
    kept = mine
    return theirs
  }
})
