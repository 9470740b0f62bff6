import { describe, expect, test } from 'vitest'
import { PosternError } from '../domain/errors.ts'
import { admit, type Guard, type Visit } from './guard.ts'

const ada = { email: 'ada@acme.example' }
const page = 'text/html,application/xhtml+xml,*/*;q=0.8'

/** Knows whoever shows the cookie `ada`. */
const auth: Guard<typeof ada> = {
  getUser: async (from) => ((from as Headers).get('cookie') === 'ada' ? ada : null),
  signInUrl: (returnTo) => (returnTo === undefined ? '/auth/sign-in' : `/auth/sign-in?redirect_uri=${returnTo}`),
}

function visit(headers: Record<string, string>, more: Partial<Visit> = {}): Visit {
  return { from: new Headers(headers), method: 'GET', target: '/notes?page=2', ...more }
}

async function answerTo(visited: Visit) {
  const admission = await admit(auth, visited)
  if (admission.kind === 'admitted') throw new Error('was let in')
  return admission.answer
}

describe('whoever is signed in', () => {
  test('is let in', async () => {
    expect(await admit(auth, visit({ cookie: 'ada', accept: page }))).toEqual({ kind: 'admitted', user: ada })
  })
})

describe('whoever is not', () => {
  test.each(['GET', 'HEAD'])('is sent to the sign-in page from a page (%s), and comes back to it', async (method) => {
    const answer = await answerTo(visit({ accept: page }, { method }))
    expect([answer.status, answer.headers.location]).toEqual([303, '/auth/sign-in?redirect_uri=/notes?page=2'])
    expect(answer.headers['cache-control']).toBe('no-store')
  })

  test('is sent there from a form as well, whose fields could not be brought back', async () => {
    const form = { accept: page, 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await answerTo(visit(form, { method: 'POST' }))
    expect([answer.status, answer.headers.location]).toEqual([303, '/auth/sign-in'])
  })

  test.each(['application/json', '*/*', ''])('gets a 401 problem when %o is what it takes', async (accept) => {
    const answer = await answerTo(visit(accept === '' ? {} : { accept }))
    expect([answer.status, answer.headers['www-authenticate']]).toEqual([401, 'Postern'])
    expect(JSON.parse(answer.body ?? '')).toMatchObject({ status: 401, code: 'unauthenticated' })
  })
})

describe('when nobody can be known', () => {
  const failing = (fault: unknown): Guard<typeof ada> => ({ ...auth, getUser: () => Promise.reject(fault) })

  test('a store that is busy is a 503 that says when to come back', async () => {
    const admission = await admit(failing(new PosternError('busy', 'too many')), visit({ accept: page }))
    expect(admission).toMatchObject({ kind: 'turned-away', answer: { status: 503, headers: { 'retry-after': '1' } } })
  })

  test('any other fault is for the host to deal with', async () => {
    const fault = new Error('broken')
    await expect(admit(failing(fault), visit({ accept: page }))).rejects.toBe(fault)
  })
})
