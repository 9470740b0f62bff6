import { describe, expect, it } from 'vitest'
import { admits, fewestInTurn, longestTurn, rankOf } from './admission-rule.ts'

const calm = { inFlight: 0, behind: 0, thisTurn: 0 }

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
  it('lets everybody in while there is room and time', () => {
    for (const rank of ['health', 'finishing', 'stream', 'other'] as const) expect(admits(rank, calm, 1)).toBe(true)
  })

  it('refuses what is new first, by number', () => {
    const load = { ...calm, inFlight: 10 }
    expect(admits('other', load, 10)).toBe(false)
    expect(admits('finishing', load, 10)).toBe(true)
    expect(admits('finishing', { ...calm, inFlight: 20 }, 10)).toBe(false)
  })

  it('refuses what is new first, by time', () => {
    const load = { ...calm, behind: longestTurn, thisTurn: fewestInTurn }
    expect(admits('other', load, 10)).toBe(false)
    expect(admits('finishing', load, 10)).toBe(true)
    expect(admits('finishing', { ...load, behind: 2 * longestTurn }, 10)).toBe(false)
  })

  it('refuses nobody because the machine stood still', () => {
    expect(admits('other', { ...calm, behind: 5_000, thisTurn: fewestInTurn - 1 }, 10)).toBe(true)
  })

  it('never refuses a health check', () => {
    expect(admits('health', { inFlight: 1e6, behind: 1e6, thisTurn: 1e6 }, 1)).toBe(true)
  })
})
