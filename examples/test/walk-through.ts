/**
 * What every example promises: `/` greets, `/notes` is for people who are signed in, and the routes are below `base`.
 * A person signs in by form and out again, then a program does it with JSON.
 */
import { expect } from 'vitest'
import { createVisitor, type Visitor } from './visitor.ts'

export async function walkThrough(
  origin: string,
  base = '/auth',
  tokenOf: TokenOf = inbox(origin, base),
): Promise<void> {
  await byForm(createVisitor(origin), base, tokenOf)
  await byJson(origin, base, tokenOf)
}

/** The token in the mail that an address got. */
export type TokenOf = (email: string) => Promise<string>

async function byForm(visitor: Visitor, base: string, tokenOf: TokenOf): Promise<void> {
  const email = 'ada@acme.example'
  const front = await visitor.visit('/')
  expect(front.text).toContain(`${base}/sign-in?redirect_uri=%2Fnotes`)
  const shut = await visitor.visit('/notes')
  expect([shut.status, shut.location]).toEqual([expect.toBeOneOf([303, 307]), `${base}/sign-in?redirect_uri=%2Fnotes`])
  expect((await visitor.visit(shut.location ?? '')).text).toContain('name="email"')

  const asked = await visitor.submit(`${base}/magic-link`, { email, redirectTo: '/notes' })
  expect([asked.status, asked.location]).toEqual([303, expect.stringContaining(`${base}/check-email/`)])
  expect((await visitor.visit(asked.location ?? '')).status).toBe(200)

  const token = await tokenOf(email)
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

async function byJson(origin: string, base: string, tokenOf: TokenOf): Promise<void> {
  const email = 'bob@acme.example'
  const asked = await post(`${origin}${base}/magic-link`, { email })
  expect([asked.status, asked.json]).toEqual([200, expect.objectContaining({ status: 'sent' })])
  const { handle } = asked.json
  const token = await tokenOf(email)
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

/** Reads the development inbox that every example has. */
export function inbox(origin: string, base: string): TokenOf {
  return async (email) => {
    const url = `${origin}${base}/dev/inbox/messages?to=${encodeURIComponent(email)}`
    for (let tries = 0; tries < 100; tries++) {
      const { messages }: { readonly messages: readonly InboxMail[] } = await (await fetch(url)).json()
      const newest = messages.at(-1)
      if (newest) return tokenIn(newest)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    throw new Error(`no mail to ${email}`)
  }
}

/** `<attempt id>.<secret>`, from the link as it stands in the mail. */
export function tokenIn({ link = '' }: { readonly link?: string }): string {
  const [, id, secret] = /\/link\/([0-9a-z]+)#(.+)$/.exec(link) ?? []
  if (!id) throw new Error(`no link in a mail: ${link}`)
  return `${id}.${secret}`
}
