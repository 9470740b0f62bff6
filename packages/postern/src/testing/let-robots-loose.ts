/**
 * Sends every robot over a mail of its own and judges: no session came of it, and the person who asked still gets in by
 * the same link, or, where the robot pressed *this wasn't me*, by a new mail.
 */
import type { Postern } from '../postern.ts'
import type { Mount } from './mount.ts'
import { type Hands, handsOn, type MailRobot, mailRobots, type RobotCall, type RobotName } from './robots.ts'
import type { InboxTransport, TestMail } from './test-inbox.ts'
import { createVisitor, type Reply, type Visitor } from './visitor.ts'

export interface RobotsOptions {
  /** Only these. All by default. */
  readonly only?: readonly RobotName[]
  /** What a person of your application sends besides her address, such as `redirectTo`. */
  readonly request?: Readonly<Record<string, string>>
  /** Whose mail it is, one address for each robot. By default each has one at `robots.example`. */
  readonly addressFor?: (robot: RobotName) => string
}

export interface RobotReport {
  readonly robot: RobotName
  readonly calls: readonly RobotCall[]
  /** How the person who asked got in after the robot: by the link it had walked over, or by a new mail. */
  readonly signedInBy: 'link' | 'new-mail'
}

export interface RobotGround {
  readonly auth: Pick<Postern, 'on'>
  readonly mount: Mount
  readonly inbox: InboxTransport
  /** Origin and base path. */
  readonly baseUrl: string
}

/** Throws an `Error` that names the robot, what it gained or broke, and every call it made. */
export async function letRobotsLoose(
  ground: RobotGround,
  options: RobotsOptions = {},
): Promise<readonly RobotReport[]> {
  const chosen = mailRobots.filter(({ name }) => options.only?.includes(name) ?? true)
  const reports: RobotReport[] = []
  for (const robot of chosen) reports.push(await letLoose(ground, robot, options))
  return reports
}

async function letLoose(ground: RobotGround, robot: MailRobot, options: RobotsOptions): Promise<RobotReport> {
  const email = options.addressFor?.(robot.name) ?? `${robot.name}@robots.example`
  const asker = createVisitor(ground.mount)
  const mail = await ask(ground, asker, { ...options.request, email })
  const hands = handsOn(ground.mount)
  if (robot.returns) await redeem(ground, asker, mail)
  const sessions = await sessionsDuring(ground.auth, () => walkAll(ground, robot, mail, hands))
  const fail = (what: string): never => {
    const calls = hands.calls.map(({ call, status }) => `  ${call} ${status}`).join('\n')
    throw new Error(`The robot "${robot.name}" ${what}. It did:\n${calls}`)
  }
  if (sessions > 0 || hands.calls.some(gaveSession)) fail('got a session')
  const reply = await redeem(ground, asker, mail)
  if (isIn(reply)) return { robot: robot.name, calls: hands.calls, signedInBy: 'link' }
  if (!robot.mayStop) fail(`broke the link: ${reply.status} ${String(reply.json['code'])}`)
  const again = await redeem(ground, asker, await ask(ground, asker, { ...options.request, email }))
  if (!isIn(again)) fail(`kept the person out: ${again.status} ${String(again.json['code'])}`)
  return { robot: robot.name, calls: hands.calls, signedInBy: 'new-mail' }
}

/** One that returns reads what came because of it, then the first mail once more, until nothing comes that is new. */
async function walkAll({ inbox }: RobotGround, robot: MailRobot, mail: TestMail, hands: Hands): Promise<void> {
  await robot.walk(mail, hands)
  const seen = new Set<string>()
  const sent = (): string | undefined => waitsIn(hands).find((id) => !seen.has(id))
  for (let id = robot.returns && sent(); id !== undefined; id = sent()) {
    if (seen.size === mostReturns) return
    seen.add(id)
    await robot.walk(await inbox.nextOf(id, mail.to), hands)
    await robot.walk(mail, hands)
  }
}

const mostReturns = 5

/** The attempts on whose waiting pages it came: those it had begun. */
const waitsIn = ({ calls }: Hands): readonly string[] =>
  calls.flatMap(({ call }) => /\/check-email\/([0-9a-z]{26})$/.exec(call)?.[1] ?? [])

async function ask({ mount: _, inbox, baseUrl }: RobotGround, asker: Visitor, fields: { readonly email: string }) {
  const reply = await asker.post(`${baseUrl}/magic-link`, fields)
  const id = reply.json['attemptId']
  if (typeof id !== 'string') throw new Error(`No mail could be asked for: ${reply.status} ${reply.text}`)
  return inbox.nextOf(id, fields.email)
}

const redeem = ({ baseUrl }: RobotGround, asker: Visitor, mail: TestMail): Promise<Reply> =>
  asker.post(`${baseUrl}/magic-link/verify`, { token: mail.token })

const isIn = ({ status, json }: Reply): boolean => status === 200 && json['status'] === 'signed-in'

/** The event is the truth, whatever a robot could see of it. */
async function sessionsDuring(auth: RobotGround['auth'], act: () => Promise<void>): Promise<number> {
  let count = 0
  const stop = auth.on('sign-in.completed', () => void count++)
  try {
    await act()
    // Events are told after the answer.
    await new Promise((resolve) => setImmediate(resolve))
  } finally {
    stop()
  }
  return count
}

function gaveSession({ setCookies }: RobotCall): boolean {
  return setCookies.some((line) => /^(?:__Host-)?postern-session[^=]*=[^;]/.test(line))
}
