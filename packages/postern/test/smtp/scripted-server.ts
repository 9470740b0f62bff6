/** An SMTP server that misbehaves as told: each command is answered by its step, or by the silence the step asks for. */

import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'

/** A reply without its line end; or to hang up, to say nothing, to say it one byte at a time. */
export type Step = string | { readonly do: 'cut' | 'stall' } | { readonly trickle: string }

/** A list answers the first time, the second time, …; its last step stays. */
export type Script = Partial<Record<Moment, Step | readonly Step[]>>

type Moment = 'greeting' | 'ehlo' | 'mail' | 'rcpt' | 'data' | 'dot' | 'rset' | 'starttls' | 'auth'

export interface ScriptedServer {
  readonly port: number
  /** Every command line of every connection, in order, without the mails. */
  readonly commands: string[]
  /** Mails up to and without their final dot. */
  readonly mails: string[]
  readonly connections: () => number
  /** How many are connected now. */
  readonly open: () => number
  /** Hangs up on everybody, and goes on listening. */
  readonly cutAll: () => void
  readonly close: () => Promise<void>
}

export const cut: Step = { do: 'cut' }
export const stall: Step = { do: 'stall' }

const usual: Record<Moment, Step> = {
  greeting: '220 test',
  ehlo: '250 test',
  mail: '250 2.1.0 ok',
  rcpt: '250 2.1.5 ok',
  data: '354 go on',
  dot: '250 2.0.0 Ok: queued as 4F2A1B',
  rset: '250 2.0.0 ok',
  starttls: '502 5.5.1 no',
  auth: '235 2.7.0 ok',
}

export async function startScriptedServer(script: Script = {}): Promise<ScriptedServer> {
  const sockets = new Set<Socket>()
  const commands: string[] = []
  const mails: string[] = []
  const turns = new Map<Moment, number>()
  let connections = 0

  const stepFor = (moment: Moment): Step => {
    const steps = [script[moment] ?? usual[moment]].flat() as Step[]
    const turn = turns.get(moment) ?? 0
    turns.set(moment, turn + 1)
    return steps[Math.min(turn, steps.length - 1)] as Step
  }
  const server = createServer((socket) => {
    connections++
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    converse(socket, stepFor, commands, mails)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const cutAll = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    commands,
    mails,
    connections: () => connections,
    open: () => sockets.size,
    cutAll,
    close: () => {
      cutAll()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function converse(socket: Socket, stepFor: (moment: Moment) => Step, commands: string[], mails: string[]): void {
  let rest = ''
  let inMail = false
  let refused = false
  const perform = (moment: Moment | undefined): void => {
    if (!moment) return act(socket, '502 5.5.1 unknown command')
    // A command that comes along with a refused one (RFC 2920) is out of order.
    if (refused && (moment === 'rcpt' || moment === 'data')) return act(socket, '503 5.5.1 bad sequence of commands')
    const step = stepFor(moment)
    if (moment === 'mail' || moment === 'rcpt') refused = typeof step !== 'string' || !step.startsWith('250')
    if (moment === 'data') inMail = typeof step === 'string' && step.startsWith('354')
    act(socket, step)
  }
  perform('greeting')
  socket.on('data', (chunk) => {
    rest += chunk.toString('latin1')
    for (;;) {
      const end = rest.indexOf(inMail ? '\r\n.\r\n' : '\r\n')
      if (end === -1) return
      const said = rest.slice(0, end)
      rest = rest.slice(end + (inMail ? 5 : 2))
      if (inMail) {
        inMail = false
        mails.push(said)
        perform('dot')
      } else {
        commands.push(said)
        if (said === 'QUIT') return void socket.end('221 bye\r\n')
        perform(momentOf(said))
      }
    }
  })
}

function momentOf(command: string): Moment | undefined {
  const verb = command.split(/[ :]/)[0]?.toLowerCase() ?? ''
  return Object.hasOwn(usual, verb) ? (verb as Moment) : undefined
}

function act(socket: Socket, step: Step): void {
  if (typeof step === 'string') socket.write(`${step}\r\n`)
  else if ('trickle' in step) trickle(socket, `${step.trickle}\r\n`.split(''))
  else if (step.do === 'cut') socket.destroy()
}

function trickle(socket: Socket, letters: string[]): void {
  const timer = setInterval(() => {
    const letter = letters.shift()
    if (letter === undefined || socket.destroyed) clearInterval(timer)
    else socket.write(letter)
  }, 25)
}
