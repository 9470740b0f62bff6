import type { Backlog } from 'postern/kit'
import { describe, expect, it } from 'vitest'
import { type Burden, rankOf, rule } from './admission-rule.ts'

describe('rankOf', () => {
  it.each([
    ['GET', '/health/live'],
    ['GET', '/health/ready?from=balancer'],
    ['HEAD', '/health/live'],
    ['GET', '/metrics'],
  ])('knows machines that ask after the process: %s %s', (method, url) => {
    expect(rankOf(method, url)).toBe('health')
  })

  it.each([
    '/auth/magic-link/verify',
    '/auth/code/verify',
    '/auth/attempts/x/confirm',
    '/auth/attempts/x/approve',
    '/auth/attempts/x/claim',
    '/auth/attempts/x/open',
    '/auth/attempts/x/cancel',
    '/apps/x/exchange',
    '/api/passwordless/login',
  ])('knows what finishes a sign-in: POST %s', (url) => {
    expect(rankOf('POST', url)).toBe('finishing')
  })

  it('knows streams by their path, whatever their headers say', () => {
    expect(rankOf('GET', '/auth/attempts/x/events')).toBe('stream')
    expect(rankOf('POST', '/auth/attempts/x/events')).toBe('other')
  })

  it.each([
    '/auth/magic-link',
    '/auth/magic-link?x=y',
    '/auth/attempts/x/resend',
    '/t/acme/apps/x/sign-in',
    '/api/passwordless/send',
    '/auth/invitations/x/accept',
  ])('knows who asks for a mail: POST %s', (url) => {
    expect(rankOf('POST', url)).toBe('asking')
  })

  it.each([
    ['GET', '/health/../auth/sign-in', 'other'],
    ['GET', '/health/%2e%2e/auth/sign-in', 'other'],
    ['GET', 'http://example.com/health/live', 'other'],
    ['GET', '/auth/me/./x/events', 'other'],
    ['POST', '/auth/magic-lin%6b', 'asking'],
    ['POST', '/x/verify/../magic-link/.', 'asking'],
    ['POST', '/auth/../verify', 'asking'],
    ['POST', 'http://example.com/x/verify', 'asking'],
  ])('lets nobody pass for another who writes a path in a way of his own: %s %s', (method, url, rank) => {
    expect(rankOf(method, url)).toBe(rank)
  })

  it.each([
    ['GET', '/auth/magic-link'],
    ['POST', '/health/live'],
    ['GET', '/auth/me'],
    ['GET', '/auth/magic-link/verify'],
    ['GET', '/auth/sign-in?to=/health/live'],
    ['GET', '/metrics-of-mine'],
  ])('prefers nothing else: %s %s', (method, url) => {
    expect(rankOf(method, url)).toBe('other')
  })
})

const burden = (underWay: number, ...mails: readonly Backlog[]): Burden => ({ underWay, maxInFlight: 10, mails })

describe('rule', () => {
  it('lets everybody in while there is room', () => {
    for (const rank of ['health', 'finishing', 'stream', 'asking', 'other'] as const)
      expect(rule(rank, burden(9, { waiting: 9, age: 4_999 }))).toBe('enter')
  })

  it('refuses what is new first', () => {
    for (const rank of ['other', 'asking', 'stream'] as const) expect(rule(rank, burden(10))).toBe('no-room')
    expect(rule('finishing', burden(19))).toBe('enter')
    expect(rule('finishing', burden(20))).toBe('no-room')
  })

  it('never refuses a health check', () => {
    expect(rule('health', burden(1e6))).toBe('enter')
  })

  it.each([
    ['as many mails wait as requests may', { waiting: 10, age: 0 }],
    ['one has waited for five seconds', { waiting: 1, age: 5_000 }],
  ])('promises no further mail when %s, and lets everybody else in', (_when, mails) => {
    expect(rule('asking', burden(0, mails))).toBe('no-mail')
    for (const rank of ['health', 'finishing', 'stream', 'other'] as const)
      expect(rule(rank, burden(0, mails))).toBe('enter')
  })

  it('promises mails while one transport keeps up, and none when each is behind', () => {
    const late = { waiting: 300, age: 60_000 }
    expect(rule('asking', burden(0, late, { waiting: 9, age: 4_999 }))).toBe('enter')
    expect(rule('asking', burden(0, late, { waiting: 1, age: 5_000 }))).toBe('no-mail')
  })
})
