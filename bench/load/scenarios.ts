/**
 * What one user does over and over. S1: asks for a link, takes the token from the mail hook, redeems it, has a session.
 * S2: asks who is signed in. S3: asks for a link and leaves it. A wrong answer ends the run: a failure has no rate.
 */
import type { RunningServer } from './running-server.ts'
import type { Connection, Reply } from './wire.ts'

export type Scenario = 's1' | 's2' | 's3'

/** One operation from start to end. */
export type Act = (done: () => void) => void

export type Fail = (why: Error) => void

export const scenarios: Readonly<Record<Scenario, (server: RunningServer, link: Connection, fail: Fail) => Act>> = {
  s1: (server, link, fail) => signIn(server, link, fail, () => {}),
  s2: check,
  s3: request,
}

/** `redeemed` sees each reply that made a session. */
export function signIn(server: RunningServer, link: Connection, fail: Fail, redeemed: (reply: Reply) => void): Act {
  const { protocol } = server.contestant
  return (done) => {
    const email = nextPerson(server)
    let token: string | undefined
    let asked: Reply | undefined
    const redeem = () => {
      if (asked === undefined || token === undefined) return
      link.send(protocol.redeem(token, asked), (reply) => {
        // Where no mail comes, a second start meanwhile would have ended the first one.
        if (protocol.tokenIn) server.mails.drop(email)
        if (reply.status !== 200 || protocol.held(reply) === '') return fail(unexpected(server, 'redeem', reply))
        const end = () => {
          redeemed(reply)
          done()
        }
        const more = protocol.complete?.(protocol.held(reply), reply)
        if (more === undefined) return end()
        link.send(more, (last) => (last.status === 200 ? end() : fail(unexpected(server, 'complete', last))))
      })
    }
    server.mails.expect(email, (arrived) => {
      token = arrived
      redeem()
    })
    link.send(protocol.request(email), (reply) => {
      if (reply.status !== 200) return fail(unexpected(server, 'request', reply))
      asked = reply
      if (protocol.tokenIn) token = protocol.tokenIn(reply)
      redeem()
    })
  }
}

/** Signs people in until there are so many, and keeps the checks they would send. */
export function gatherChecks(server: RunningServer, link: Connection, count: number, fail: Fail): Act {
  return (done) => {
    const again = signIn(server, link, fail, (reply) => {
      const { protocol } = server.contestant
      server.checks.push(protocol.check(protocol.held(reply)))
    })
    const step = () => (server.checks.length < count ? again(step) : done())
    step()
  }
}

function check(server: RunningServer, link: Connection, fail: Fail): Act {
  let at = Math.floor(Math.random() * server.checks.length)
  return (done) => {
    at = (at + 1) % server.checks.length
    link.send(server.checks[at] ?? '', (reply) => {
      if (reply.status !== 200 || reply.body === 'null') return fail(unexpected(server, 'check', reply))
      done()
    })
  }
}

function request(server: RunningServer, link: Connection, fail: Fail): Act {
  return (done) => {
    link.send(server.contestant.protocol.request(server.people.next()), (reply) => {
      if (reply.status !== 200) return fail(unexpected(server, 'request', reply))
      done()
    })
  }
}

/** Nobody who waits for a mail of hers right now: tokens are told apart by address. */
function nextPerson(server: RunningServer): string {
  for (;;) {
    const email = server.people.next()
    if (!server.mails.expected(email)) return email
  }
}

function unexpected(server: RunningServer, step: string, reply: Reply): Error {
  return new Error(`${server.contestant.name}: ${step} was answered ${reply.status} ${reply.body.slice(0, 200)}`)
}
