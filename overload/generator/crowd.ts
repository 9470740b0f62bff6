/** What people do: sign in by a mailed link, have their session read, look at the page. Answers when each is done. */
import { randomBytes } from 'node:crypto'
import { cookiesOf, type Reply } from '../../bench/load/wire.ts'
import type { Random } from '../../faults/random.ts'
import type { Lack, Lines } from './lines.ts'
import type { SunkMail } from './mail-sink.ts'
import { fateOf, type Tally } from './tally.ts'
import type { Evidence, Kind } from './told.ts'

export interface Act {
  readonly kind: Kind
  /** The moment it was to begin, by `performance.now()`. */
  readonly planned: number
  readonly tally: Tally
  readonly lines: Lines
  /** Whether it waits for a connection, as it does in any case once it has begun. */
  readonly waits: boolean
  readonly over: () => void
}

export interface Crowd {
  /** Counts in the tally of the phase in which it began. */
  act(act: Act): void
  take(mail: SunkMail): void
  readonly evidence: Evidence
  /** How many sessions there are to be read, up to a few hundred. */
  readonly sessions: number
  /** People who wait for a mail. */
  readonly waiting: number
}

/** Somebody with a mail in hand tries again when told to, so many times. */
const mostTries = 4
const mailWithin = 15_000
const mostSessions = 512

export function createCrowd(host: string, random: Random): Crowd {
  const run = randomBytes(4).toString('hex')
  const requested: { email: string; attempt: string }[] = []
  const redeemed: { attempt: string; session: string }[] = []
  const mails: { messageId: string; attempt: string; secrets: string }[] = []
  const waiting = new Map<string, (token: string | undefined) => void>()
  const arrived = new Map<string, string>()
  const checks: string[] = []
  const page = get(host, '/auth/sign-in', 'Accept: text/html\r\n')
  let count = 0

  const signIn = (act: Act): void => {
    const { planned, tally, lines, waits, over } = act
    const email = `${run}-${count++}@people.example.com`
    const request = post(host, '/auth/magic-link', { email })
    const done = (reply: Reply | Lack): void => {
      const body = settle(reply, planned, tally)
      if (!body) return over()
      const { attemptId: attempt, handle } = JSON.parse(body.body) as { attemptId: string; handle: string }
      requested.push({ email, attempt })
      mailOf(attempt, (token) => {
        if (token === undefined) return over()
        const request = post(host, '/auth/magic-link/verify', { token, handle })
        redeem({ request, attempt, tries: 1 }, { ...act, planned: performance.now() })
      })
    }
    lines.send({ request, waits, done })
  }
  const redeem = (letter: Letter, act: Act): void => {
    const { planned, tally, lines, over } = act
    const done = (reply: Reply | Lack): void => {
      const answer = settle(reply, planned, tally)
      if (answer) {
        const { session } = JSON.parse(answer.body) as { session: { id: string } }
        redeemed.push({ attempt: letter.attempt, session: session.id })
        if (checks.length < mostSessions) checks.push(get(host, '/auth/me', `Cookie: ${cookiesOf(answer)}\r\n`))
        tally.done('sign-in')
      } else if (letter.tries < mostTries && typeof reply !== 'string') {
        const again = (): void => redeem({ ...letter, tries: letter.tries + 1 }, { ...act, planned: performance.now() })
        setTimeout(again, 1000 + random.below(500))
        return
      }
      over()
    }
    lines.send({ request: letter.request, waits: true, done })
  }
  const read = (request: string, { kind, planned, tally, lines, waits, over }: Act): void => {
    const done = (reply: Reply | Lack): void => {
      if (settle(reply, planned, tally)) tally.done(kind)
      over()
    }
    lines.send({ request, waits, done })
  }
  const mailOf = (attempt: string, give: (token: string | undefined) => void): void => {
    const token = arrived.get(attempt)
    if (token !== undefined) {
      arrived.delete(attempt)
      return give(token)
    }
    const late = setTimeout(() => {
      waiting.delete(attempt)
      give(undefined)
    }, mailWithin)
    waiting.set(attempt, (token) => {
      clearTimeout(late)
      give(token)
    })
  }
  return {
    evidence: { requested, redeemed, mails },
    get sessions() {
      return checks.length
    },
    get waiting() {
      return waiting.size
    },
    take({ messageId, attempt, token }) {
      mails.push({ messageId, attempt, secrets: messageId })
      const give = waiting.get(attempt)
      waiting.delete(attempt)
      if (give) give(token)
      else arrived.set(attempt, token)
    },
    act(act) {
      if (act.kind === 'sign-in') signIn(act)
      else read(act.kind === 'check' && checks.length > 0 ? random.of(checks) : page, act)
    },
  }
}

interface Letter {
  readonly request: string
  readonly attempt: string
  readonly tries: number
}

/** The reply if it is what was asked for. */
function settle(reply: Reply | Lack, planned: number, tally: Tally): Reply | undefined {
  const fate = fateOf(reply, 200)
  tally.request(planned, fate)
  if (fate === 'wrong' && typeof reply !== 'string') tally.sample(`${reply.status} ${reply.body.slice(0, 200)}`)
  return fate === 'accepted' && typeof reply !== 'string' ? reply : undefined
}

function get(host: string, path: string, headers: string): string {
  return `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n${headers}\r\n`
}

function post(host: string, path: string, body: object): string {
  const text = JSON.stringify(body)
  return `POST ${path} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: ${text.length}\r\n\r\n${text}`
}
