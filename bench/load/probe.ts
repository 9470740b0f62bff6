/** Before anything is timed: does this contestant truly sign people in, once per token, and nobody else? */
import { emailOf } from './people.ts'
import type { RunningServer } from './running-server.ts'
import { type Connection, openConnections, type Reply } from './wire.ts'

/** Throws, naming the contestant and what it did wrong, or that it said nothing for so long. */
export async function probe(server: RunningServer, withinMs = 10_000): Promise<void> {
  if (!server.contestant.signsIn) return
  const late = Promise.withResolvers<never>()
  const end = () => late.reject(new Error(`${server.contestant.name}: no answer or no mail while signing in`))
  const timer = setTimeout(end, withinMs)
  const link = await openConnections(server.ports, late.reject)
  try {
    await Promise.race([probeWith(server, link), late.promise])
  } finally {
    clearTimeout(timer)
    link.close()
    server.mails.forget()
  }
}

/** The last number of all: nobody whom the load would meet. */
const email = emailOf(2 ** 32 - 1)

async function probeWith(server: RunningServer, link: Connection): Promise<void> {
  const { protocol, name, holds = true } = server.contestant
  const mail = new Promise<string>((resolve) => server.mails.expect(email, resolve))
  const asked = await ask(link, protocol.request(email))
  expect(name, 'a request is taken', asked.status === 200)
  const token = protocol.tokenIn ? (protocol.tokenIn(asked) ?? '') : await mail
  const first = await ask(link, protocol.redeem(token))
  const held = protocol.held(first)
  expect(name, 'redeeming makes a session', first.status === 200 && held !== '')
  if (holds) {
    expect(name, 'the session is hers', isHers(await ask(link, protocol.check(held))))
    expect(name, 'nothing held, no session', !isHers(await ask(link, protocol.check(''))))
    expect(name, 'what was changed is no session', !isHers(await ask(link, protocol.check(changed(held)))))
  }
  const again = await ask(link, protocol.redeem(token))
  expect(
    name,
    'a used token makes no session',
    again.status !== 200 && !isHers(await ask(link, protocol.check(protocol.held(again)))),
  )
  const other = await ask(link, protocol.redeem(changed(token)))
  expect(name, 'a changed token is refused', other.status !== 200 && protocol.held(other) === '')
}

function ask(link: Connection, request: string): Promise<Reply> {
  return new Promise((resolve) => link.send(request, resolve))
}

function isHers(reply: Reply): boolean {
  return reply.status === 200 && reply.body.includes(email)
}

/** Every run of letters of a secret's length with one letter in its middle replaced. */
function changed(text: string): string {
  return text.replaceAll(/[A-Za-z0-9_-]{20,}/g, (run) => {
    const middle = run.length >> 1
    return `${run.slice(0, middle)}${run[middle] === 'a' ? 'b' : 'a'}${run.slice(middle + 1)}`
  })
}

function expect(name: string, what: string, holds: boolean): void {
  if (!holds) throw new Error(`${name}: expected that ${what}`)
}
