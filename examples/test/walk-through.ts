/**
 * What every example promises: `/` greets, `/notes` is for people who are signed in, and the routes are below `base`.
 * A person signs in by form and out again, then a program does it with JSON.
 */
import { expect } from 'vitest'
import { createVisitor, type Visitor } from './visitor.ts'

export async function walkThrough(origin: string, base = '/auth'): Promise<void> {
  await byForm(createVisitor(origin), base)
  await byJson(origin, base)
}

async function byForm(visitor: Visitor, base: string): Promise<void> {
  const email = 'ada@acme.example'
  const front = await visitor.visit('/')
  expect(front.text).toContain(`${base}/sign-in?redirect_uri=%2Fnotes`)
  const shut = await visitor.visit('/notes')
  expect([shut.status, shut.location]).toEqual([expect.toBeOneOf([303, 307]), `${base}/sign-in?redirect_uri=%2Fnotes`])
  expect((await visitor.visit(shut.location ?? '')).text).toContain('name="email"')

  const asked = await visitor.submit(`${base}/magic-link`, { email, redirectTo: '/notes' })
  expect([asked.status, asked.location]).toEqual([303, expect.stringContaining(`${base}/check-email/`)])
  expect((await visitor.visit(asked.location ?? '')).status).toBe(200)

  const token = await tokenFor(visitor.origin, base, email)
  expect((await visitor.visit(`${base}/link/${token.split('.')[0]}`)).status).toBe(200)
  const entered = await visitor.submit(`${base}/attempts/${token.split('.')[0]}/confirm`, { token })
  expect([entered.status, entered.location]).toEqual([303, '/notes'])
  expect(entered.headers.getSetCookie().map((line) => line.split('=', 1)[0])).toEqual([
    'postern-session',
    'postern-browser',
    'postern-binding',
  ])

  const notes = await visitor.visit('/notes')
  expect([notes.status, notes.text]).toEqual([200, expect.stringContaining(email)])
  expect((await visitor.visit('/')).text).toContain('Sign out')
  const left = await visitor.submit(`${base}/sign-out`)
  expect([left.status, left.location]).toEqual([303, `${base}/signed-out`])
  expect((await visitor.visit('/notes')).location).toBe(`${base}/sign-in?redirect_uri=%2Fnotes`)
}

async function byJson(origin: string, base: string): Promise<void> {
  const email = 'bob@acme.example'
  const asked = await post(`${origin}${base}/magic-link`, { email })
  expect([asked.status, asked.json]).toEqual([200, expect.objectContaining({ status: 'sent' })])
  const { handle } = asked.json
  const token = await tokenFor(origin, base, email)
  const entered = await post(`${origin}${base}/magic-link/verify`, { token, handle })
  expect([entered.status, entered.json]).toEqual([
    200,
    expect.objectContaining({ status: 'signed-in', user: expect.objectContaining({ email }) }),
  ])
  const cookie = entered.cookies.map((line) => line.split(';', 1)[0]).join('; ')
  const me = await fetch(`${origin}${base}/me`, { headers: { cookie } })
  expect([me.status, await me.json()]).toEqual([200, expect.objectContaining({ email })])
  expect((await fetch(`${origin}${base}/sign-out`, { method: 'POST', headers: { cookie, origin } })).status).toBe(204)
  expect((await fetch(`${origin}${base}/me`, { headers: { cookie } })).status).toBe(401)
}

async function post(url: string, body: object) {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  const json: Readonly<Record<string, unknown>> = await response.json()
  return { status: response.status, json, cookies: response.headers.getSetCookie() }
}

interface InboxMail {
  readonly link: string
  readonly code: string
}

/** The newest mail's token, from the development inbox that every example has. */
export async function tokenFor(origin: string, base: string, email: string): Promise<string> {
  const url = `${origin}${base}/dev/inbox/messages?to=${encodeURIComponent(email)}`
  for (let tries = 0; tries < 100; tries++) {
    const { messages }: { readonly messages: readonly InboxMail[] } = await (await fetch(url)).json()
    const [, id, secret] = /\/link\/([0-9a-z]+)#(.+)$/.exec(messages.at(-1)?.link ?? '') ?? []
    if (id) return `${id}.${secret}`
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error(`no mail to ${email}`)
}
