import { describe, expect, it } from 'vitest'
import { admits, rankOf } from './admission-rule.ts'

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
  ])('knows what finishes a sign-in: POST %s', (url) => {
    expect(rankOf('POST', url)).toBe('finishing')
  })

  it('knows streams by their path, whatever their headers say', () => {
    expect(rankOf('GET', '/auth/attempts/x/events')).toBe('stream')
    expect(rankOf('POST', '/auth/attempts/x/events')).toBe('other')
  })

  it.each([
    ['POST', '/auth/magic-link'],
    ['POST', '/auth/attempts/x/resend'],
    ['POST', '/health/live'],
    ['GET', '/auth/me'],
    ['GET', '/auth/magic-link/verify'],
    ['GET', '/auth/sign-in?to=/health/live'],
    ['GET', '/metrics-of-mine'],
  ])('prefers nothing else: %s %s', (method, url) => {
    expect(rankOf(method, url)).toBe('other')
  })
})

describe('admits', () => {
  it('lets everybody in while there is room', () => {
    for (const rank of ['health', 'finishing', 'stream', 'other'] as const) expect(admits(rank, 9, 10)).toBe(true)
  })

  it('refuses what is new first', () => {
    expect(admits('other', 10, 10)).toBe(false)
    expect(admits('stream', 10, 10)).toBe(false)
    expect(admits('finishing', 19, 10)).toBe(true)
    expect(admits('finishing', 20, 10)).toBe(false)
  })

  it('never refuses a health check', () => {
    expect(admits('health', 1e6, 1)).toBe(true)
  })
})
