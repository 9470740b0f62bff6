/**
 * Brings the users of another system over, with their ids. Reads its tables and never writes there; decides who can be
 * taken over; leaves how to the store. Passwords, provider accounts and sessions stay behind: here nobody has them.
 */
import { randomBytes } from 'node:crypto'
import { type ImportSystem, type LeftReason, type PeopleReader, type Person } from './adapters/import/person.ts'
import { systems } from './adapters/import/systems.ts'
import {
  type CountedLeft,
  countLeft,
  type ForeignDatabase,
  type FoundTable,
  findPeople,
} from './adapters/import/tables.ts'
import { parseEmailAddress } from './domain/email-address.ts'
import { PosternError } from './domain/errors.ts'
import { formatId, type Id, parseUserId } from './domain/id.ts'
import { type Instant, instant, later } from './domain/instant.ts'
import { ImportFault, withSource } from './import-source.ts'
import type { InstallationPlace } from './move-installation.ts'
import type { AdoptedUser, Adoption } from './ports/records.ts'
import type { Store } from './ports/store.ts'
import type { StoreSource } from './ports/store-source.ts'

export interface ImportSource {
  readonly system: ImportSystem
  readonly place: InstallationPlace
}

export interface ImportOptions {
  /** Reads and answers everything, and writes nothing. */
  readonly dryRun?: boolean
  /** People in one command of the store. 500 by default. */
  readonly batch?: number
  readonly onProgress?: (progress: {
    readonly step: 'importing' | 'checking'
    readonly done: number
    readonly of: number
  }) => void
  /** What becomes `user.data`. By default `{ image }`, where there is one. */
  readonly dataOf?: (person: Person) => Readonly<Record<string, unknown>> | undefined
}

/** Why somebody was left where she was. */
export type LeftOut = LeftReason | 'no-address' | 'address-invalid' | 'address-unproved' | 'id-unfit'

/** Two that cannot both be here. Nobody is merged: the operator decides. */
export interface ImportConflict {
  readonly kind: 'address-taken' | 'id-taken'
  readonly id: string
  /** Who has the address. */
  readonly by?: string
}

export interface ImportReport {
  /** Rows of people in the source. */
  readonly people: number
  /** Taken over now; in a dry run, those who would be. */
  readonly imported: number
  /** Here already, with the same id and address: an earlier run. */
  readonly present: number
  readonly leftOut: Readonly<Partial<Record<LeftOut, number>>>
  readonly conflicts: readonly ImportConflict[]
  /** Sign-in methods that stay behind. */
  readonly leftBehind: readonly CountedLeft[]
  /** Whether a second reading found everybody who was taken over. Absent in a dry run. */
  readonly verified?: boolean
}

/**
 * Takes over everybody whose address was proved there. Who is here already stays as she is, so that a run that was
 * ended at any moment is finished by the next one, and one more changes nothing. Servers may go on working.
 */
export async function importUsers(
  source: ImportSource,
  target: StoreSource,
  options: ImportOptions = {},
): Promise<ImportReport> {
  const reader = systems[source.system]
  if (!reader) throw new TypeError(`system must be one of ${Object.keys(systems).join(', ')}`)
  return withSource(source.place, async (database) => {
    const table = await findPeople(database, reader).catch((fault: unknown) => {
      throw new ImportFault('source', fault)
    })
    const leftBehind = await countLeft(database, reader)
    const store = await openTarget(target, options.dryRun ?? false).catch((fault: unknown) => {
      throw new ImportFault('target', fault)
    })
    try {
      return { ...(await run({ database, reader, table, store, options })), leftBehind }
    } finally {
      await store?.close()
    }
  })
}

interface Work {
  readonly database: ForeignDatabase
  readonly reader: PeopleReader
  readonly table: FoundTable
  /** Absent where a dry run has no installation to look into. */
  readonly store: Store | undefined
  readonly options: ImportOptions
}

async function run(work: Work): Promise<Omit<ImportReport, 'leftBehind'>> {
  const dryRun = work.options.dryRun ?? false
  const first = await pass(work, dryRun, 'importing')
  if (dryRun) return first
  const second = await pass(work, true, 'checking')
  return { ...first, verified: second.present === first.imported + first.present }
}

type Pass = Pick<ImportReport, 'people' | 'imported' | 'present' | 'leftOut' | 'conflicts'>

async function pass(work: Work, dryRun: boolean, step: 'importing' | 'checking'): Promise<Pass> {
  const { database, reader, options, table } = work
  const columns = [...reader.needs, ...reader.reads].filter((name) => table.columns.has(name))
  const names = columns.map((name) => table.columns.get(name) ?? name)
  const key = table.columns.get('id') ?? 'id'
  const of = await database.count(table)
  const limit = options.batch ?? 500
  const count: Counting = { people: 0, imported: 0, present: 0, leftOut: {}, conflicts: [] }
  const seen = new Map<string, string>()
  for (let after: unknown; ; ) {
    const rows = await database.page(table, { columns: names, key, after, limit })
    const now = await timeOf(work.store)
    const people = rows.map((row) => reader.read((name) => row[columns.indexOf(name)], now))
    await take(work, { people, now, dryRun, seen }, count)
    options.onProgress?.({ step, done: count.people, of })
    if (rows.length < limit) return count
    after = rows.at(-1)?.[columns.indexOf('id')]
  }
}

interface Counting extends Pass {
  people: number
  imported: number
  present: number
  readonly leftOut: Partial<Record<LeftOut, number>>
  readonly conflicts: ImportConflict[]
}

interface Batch {
  readonly people: readonly Person[]
  readonly now: Instant
  readonly dryRun: boolean
  /** Whose address it is, of those that a dry run would have taken over. */
  readonly seen: Map<string, string>
}

async function take({ store, options }: Work, { people, now, dryRun, seen }: Batch, count: Counting): Promise<void> {
  count.people += people.length
  const users: AdoptedUser[] = []
  for (const person of people) {
    const judged = judge(person, now, options.dataOf ?? keepImage)
    if (typeof judged === 'string') count.leftOut[judged] = (count.leftOut[judged] ?? 0) + 1
    else users.push(judged)
  }
  const answers =
    store && users.length > 0 ? await store.users.adopt({ tenant, application, users, dryRun, now }) : undefined
  for (const [at, user] of users.entries()) {
    const answer = answers?.[at] ?? { kind: 'adopted' }
    const twin = seen.get(user.address.key)
    if (dryRun && answer.kind === 'adopted') seen.set(user.address.key, twin ?? user.id)
    const isTwin = answer.kind === 'adopted' && twin !== undefined
    note(user.id, isTwin ? { kind: 'address-taken', by: twin as AdoptedUser['id'] } : answer, count)
  }
}

function note(id: string, answer: Adoption, count: Counting): void {
  if (answer.kind === 'adopted') count.imported++
  else if (answer.kind === 'present') count.present++
  else if (answer.kind === 'address-taken') count.conflicts.push({ kind: answer.kind, id, by: answer.by })
  else count.conflicts.push({ kind: answer.kind, id })
}

/** Who has proved nothing there proves it here first: an address nobody proved must not become one that was. */
function judge(person: Person, now: Instant, dataOf: NonNullable<ImportOptions['dataOf']>): AdoptedUser | LeftOut {
  const { left, email, provedAt, name, locale } = person
  if (left !== undefined) return left
  if (email === undefined) return 'no-address'
  const id = parseUserId(person.id)
  if (!id) return 'id-unfit'
  const address = parseEmailAddress(email)
  if (!address) return 'address-invalid'
  if (provedAt === undefined) return 'address-unproved'
  const data = dataOf(person)
  return {
    id,
    address,
    status: person.banned ? 'banned' : 'active',
    ...(name === undefined ? {} : { name }),
    ...(locale === undefined ? {} : { locale }),
    ...(data === undefined ? {} : { data }),
    roles: person.roles.filter((role) => /^[^\s,]{1,64}$/.test(role)),
    createdAt: past(person.createdAt ?? provedAt, now),
    provedAt: past(provedAt, now),
    event: { id: formatId(now, randomBytes(10)), type: 'user.created', application, user: id, reason: 'imported' },
  }
}

/** A clock that went wrong there must not make anybody younger than now. */
const past = (time: number, now: Instant): Instant => instant(Math.max(0, Math.min(time, now)))

const keepImage: NonNullable<ImportOptions['dataOf']> = ({ image }) => (image === undefined ? undefined : { image })

const tenant = 'default' as Id<'tenant'>
const application = 'default' as Id<'application'>

async function openTarget(target: StoreSource, dryRun: boolean): Promise<Store | undefined> {
  if (!dryRun) return target.open()
  const missing = (await target.migrate({ dryRun: true })).applied
  if (missing.length === 0) return target.open()
  if (missing.some((name) => name.startsWith('001-'))) return undefined
  throw new PosternError('server-error', `Its schema lacks ${missing.join(', ')}: run postern migrate on it first.`)
}

/** A store may be ahead of this machine's clock; where it has its own, that one decides. */
async function timeOf(store: Store | undefined): Promise<Instant> {
  const here = instant(Date.now())
  return store ? later(store.clock ? await store.clock() : here, await store.time()) : here
}
