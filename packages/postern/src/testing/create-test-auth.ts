/**
 * The library as a test wants it: everything real but time, chance and the post. SQLite in memory, a clock that stands
 * still until it is moved, random bytes from a seed, and an inbox instead of a mail server. Knows no test runner.
 */
import { sqlite } from '../adapters/sqlite/sqlite.ts'
import { type Instant, instant } from '../domain/instant.ts'
import type { UserData } from '../nouns/public-user.ts'
import type { PosternOptions } from '../options.ts'
import { type VirtualClock, virtualClock } from '../ports/conformance/virtual-clock.ts'
import { type Postern, posternWith } from '../postern.ts'
import { letRobotsLoose, type RobotReport, type RobotsOptions } from './let-robots-loose.ts'
import { makePerson, type TestPerson } from './make-person.ts'
import { createMount, type MountTarget } from './mount.ts'
import { seededRandom } from './seeded-random.ts'
import { type SignedIn, signInThrough } from './sign-in-as.ts'
import { createInbox, type TestInbox } from './test-inbox.ts'

/** The library's options, each with a default that suits a test. */
export interface TestAuthOptions<Role extends string = string, Data extends object = UserData>
  extends Partial<Omit<PosternOptions<Role, Data>, 'mail' | 'limits'>> {
  /** What mails say they come from, and a transport if the mail shall go anywhere else than to the inbox. */
  readonly mail?: Partial<PosternOptions['mail']>
  /** Off by default, whatever the base URL: a suite signs the same person in forty times. */
  readonly limits?: 'on' | 'off'
  /** When the clock begins. 2026-01-05 09:00 UTC by default. */
  readonly now?: Date
  /** The same seed gives the same ids, secrets and codes. */
  readonly seed?: string
}

export interface TestAuth<Role extends string = string, Data extends object = UserData> {
  /** What your application takes. */
  readonly auth: Postern<Role, Data>
  /** Stands still until `advance(minutes(11))`. */
  readonly clock: VirtualClock
  readonly inbox: TestInbox
  /** Faults that nobody asked to be told of. `close` throws them. */
  readonly faults: readonly unknown[]
  /** From now on everything goes through your application: a function such as Hono's `app.fetch`, or an origin. */
  mount(target: MountTarget): void
  /**
   * Signs in through the real flow; an account is made by it where there is none. With roles, data or a name it is made
   * before, or changed, as code of yours does that with `auth.users`.
   */
  signInAs(email: string, person?: TestPerson<Role, Data>): Promise<SignedIn<Role, Data>>
  /** Lets mail robots loose on your mount, one after the other. Throws where one gained or broke anything. */
  letRobotsLoose(options?: RobotsOptions): Promise<readonly RobotReport[]>
  /** Ends it. Throws an `AggregateError` of the faults that came, if any did. */
  close(): Promise<void>
}

/** Opens nothing yet. To be closed after each test. */
export function createTestAuth<const Role extends string = string, Data extends object = UserData>(
  options: TestAuthOptions<Role, Data> = {},
): TestAuth<Role, Data> {
  const { now, seed = 'postern', limits = 'off', mail, ...given } = options
  const clock = virtualClock(now && (instant(now.getTime()) satisfies Instant))
  const inbox = createInbox(clock)
  const faults: unknown[] = []
  const whole: PosternOptions<Role, Data> = {
    baseUrl: 'https://app.example.com',
    secret: 'a secret that guards nothing but tests',
    store: sqlite(':memory:'),
    background: 'manual',
    onFault: (fault, { over }) => void (over || faults.push(fault)),
    ...given,
    mail: {
      from: 'Test <no-reply@app.example.com>',
      ...(mail?.deliver ? {} : { transport: inbox.transport }),
      ...mail,
    },
  }
  const auth = posternWith(whole, { clock, random: seededRandom(seed), unlimited: limits === 'off' })
  const mount = createMount((request) => auth.handler(request))
  const baseUrl = new URL(whole.baseUrl).origin + (whole.basePath ?? '/auth')
  const ground = { auth, mount, inbox, baseUrl, browsers: new Map() }
  return {
    auth,
    clock,
    inbox,
    faults,
    mount: (target) => mount.use(target),
    async signInAs(email, person) {
      if (person) await makePerson(auth.users, email, person)
      return signInThrough(ground, email)
    },
    letRobotsLoose: (robots) => letRobotsLoose(ground, robots),
    async close() {
      await auth.close()
      if (faults.length > 0) throw new AggregateError(faults, `Faults: ${faults.map(String).join('; ')}`)
    },
  }
}
