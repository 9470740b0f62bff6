/**
 * `postern import <file>`: people as `postern export` wrote them, with their ids. Who is here already stays as she is, so
 * that a run that was ended at any moment is finished by the next one.
 */
import { createReadStream, existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { type AdoptedUser, type EmailAddress, type Id, instant, parseEmailAddress, parseUserId } from 'postern/kit'
import { Refusal } from '../config/refusal.ts'
import type { CommandOrder } from './arguments.ts'
import { inOffice, type Office } from './office.ts'
import { headLine, type PersonLine, personLine } from './people-file.ts'
import { count, progressBar } from './progress-bar.ts'
import type { Said } from './said.ts'

interface Counts {
  people: number
  imported: number
  present: number
  /** Two that cannot both be here. Nobody is merged. */
  readonly conflicts: { readonly id: string; readonly why: string; readonly by?: string }[]
}

export async function importFile({ args: [name = ''], values }: CommandOrder): Promise<Said> {
  if (values.from !== undefined || values.source !== undefined) {
    throw new Refusal(['People come from a file, or from another system by --from and --source: not from both.'])
  }
  const file = resolve(process.cwd(), name)
  if (!existsSync(file)) throw new Refusal([`There is no file ${name}.`])
  const dryRun = values['dry-run'] ?? false
  const of = await checkLines(file)
  return inOffice(values, async (office) => {
    const tenant = await office.tenant(values)
    const counts: Counts = { people: 0, imported: 0, present: 0, conflicts: [] }
    const bar = progressBar(process.stderr)
    try {
      for await (const person of peopleIn(file)) {
        await take({ office, tenant, dryRun }, person, counts)
        counts.people++
        bar.show('taking people over', counts.people, of)
      }
    } finally {
      bar.end()
    }
    return { json: { ...counts, tenant, dryRun }, text: wordsOf(counts, dryRun), failed: counts.conflicts.length > 0 }
  })
}

/** All of it is read before anything is written: a file that is broken changes nothing. */
async function checkLines(file: string): Promise<number> {
  let number = 0
  for await (const text of linesOf(file)) {
    number++
    const shape = number === 1 ? headLine : personLine
    if (!shape.safeParse(parse(text)).success)
      throw new Refusal([
        `Line ${number} of ${file} is ${number === 1 ? 'no head of a file of people' : 'no person'}. Nothing was changed.`,
      ])
  }
  if (number === 0) throw new Refusal([`${file} is empty.`])
  return number - 1
}

async function* peopleIn(file: string): AsyncGenerator<PersonLine> {
  let isHead = true
  for await (const text of linesOf(file)) {
    if (!isHead) yield personLine.parse(parse(text))
    isHead = false
  }
}

const linesOf = (file: string): AsyncIterable<string> =>
  createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY })

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

interface Taking {
  readonly office: Office
  readonly tenant: Id<'tenant'>
  readonly dryRun: boolean
}

async function take({ office, tenant, dryRun }: Taking, person: PersonLine, counts: Counts): Promise<void> {
  const { ports } = office
  const id = parseUserId(person.id)
  const address = parseEmailAddress(person.email)
  if (!id || !address) {
    counts.conflicts.push({ id: person.id, why: id ? 'address-invalid' : 'id-unfit' })
    return
  }
  const now = ports.clock.now()
  const [first] = person.registrations
  const application = (first?.application ?? 'default') as Id<'application'>
  const user = adopted(office, { person, id, address, application })
  const [answer] = await ports.store.users.adopt({ tenant, now, application, users: [user], dryRun })
  switch (answer?.kind) {
    case 'address-taken':
    case 'id-taken':
      counts.conflicts.push({ id, why: answer.kind, ...('by' in answer && { by: answer.by }) })
      return
    case 'present':
      counts.present++
      break
    default:
      counts.imported++
  }
  if (!dryRun) await complete(office, tenant, { id, person })
}

interface Adopting {
  readonly person: PersonLine
  readonly id: Id<'user'>
  readonly address: EmailAddress
  readonly application: Id<'application'>
}

function adopted({ ports, desk }: Office, { person, id, address, application }: Adopting): AdoptedUser {
  const { name, locale, data, status, createdAt, addresses, registrations } = person
  const now = ports.clock.now()
  const own = addresses.find(({ email }) => parseEmailAddress(email)?.key === address.key)
  const event = { id: ports.vault.id<'event'>(now), type: 'user.created', application, user: id } as const
  return {
    id,
    address,
    // A lock is put on afterwards.
    status: status === 'banned' ? 'banned' : 'active',
    ...(name !== undefined && { name }),
    ...(locale !== undefined && { locale }),
    ...(data && { data }),
    roles: registrations[0]?.roles ?? [],
    createdAt: instant(Math.min(Date.parse(createdAt), now)),
    provedAt: instant(Math.min(Date.parse(own?.provedAt ?? createdAt), now)),
    event: { ...event, reason: 'imported', actor: desk.actor },
  }
}

interface Completing {
  readonly id: Id<'user'>
  readonly person: PersonLine
}

/** What one command of the store does not bring: further addresses and registrations, and a lock. Each may be repeated. */
async function complete(
  { ports, engine, directory, desk }: Office,
  tenant: Id<'tenant'>,
  { id, person }: Completing,
): Promise<void> {
  const { store, clock } = ports
  const at = () => ({ tenant, now: clock.now() })
  const also = { events: [], messages: [] }
  const version = async () => (await store.users.find({ ...at(), id }))?.version ?? 0
  const own = new Set((await store.addresses.list({ ...at(), user: id })).map(({ key }) => key))
  for (const { email } of person.addresses) {
    const add = parseEmailAddress(email)
    if (!add || own.has(add.key)) continue
    await store.addresses.change({ ...at(), user: id, version: await version(), change: { add }, also })
  }
  const there = await store.registrations.list({ ...at(), user: id })
  for (const { application, roles, data } of person.registrations) {
    const found = there.find((one) => one.application === application)
    if (found && (found.data !== undefined || data === undefined)) continue
    const place = { user: id, application: application as Id<'application'>, version: await version() }
    await store.registrations.put({ ...at(), ...place, roles, ...(data && { data }), also })
  }
  const scope = person.status === 'locked' ? await directory.find({ tenant }) : undefined
  if (scope) await engine.lockUser(scope, { id, reason: 'imported', actor: desk.actor })
}

function wordsOf({ people, imported, present, conflicts }: Counts, dryRun: boolean): string {
  const lines = conflicts
    .slice(0, 20)
    .map(({ id, why, by }) => `  ${id}: ${why}${by === undefined ? '' : `, by ${by}`}`)
  const more = conflicts.length > 20 ? [`  and ${count(conflicts.length - 20)} more`] : []
  return [
    `${count(people)} people in the file.`,
    `${count(imported)} ${dryRun ? 'would be taken over' : 'taken over'}, ${count(present)} were here already.`,
    ...(conflicts.length === 0 ? [] : [`${count(conflicts.length)} left out, as nobody is merged:`, ...lines, ...more]),
  ].join('\n')
}
