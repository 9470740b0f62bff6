/**
 * `postern export <file>`: the people of a tenant, one line each. The file is there once it is whole; until then it is
 * `<file>.part`, which the next call goes on with.
 */
import { appendFileSync, existsSync, renameSync, truncateSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Id, iso, type ListedUser } from 'postern/kit'
import { Refusal } from '../config/refusal.ts'
import type { CommandOrder } from './arguments.ts'
import { inOffice, type Office } from './office.ts'
import { format, headLine, type PersonLine } from './people-file.ts'
import { people as inWords, progressBar } from './progress-bar.ts'
import type { Said } from './said.ts'
import { readWrittenPeople, type WrittenPeople } from './written-people.ts'

const atOnce = 200

export async function exportFile({ args: [name = ''], values }: CommandOrder): Promise<Said> {
  const file = resolve(process.cwd(), name)
  const part = `${file}.part`
  return inOffice(values, async (office) => {
    const tenant = await office.tenant(values)
    refuseThere(file)
    const before = existsSync(part) ? await goOn(part, tenant) : begin(part, tenant)
    const written = await writeOthers(office, { part, tenant, before })
    refuseThere(file)
    renameSync(part, file)
    const [earlier, people] = [before?.count ?? 0, written + (before?.count ?? 0)]
    return { json: { file, tenant, people, earlier }, text: wordsOf({ file, tenant, people, earlier }) }
  })
}

/** It may be all that somebody has of these people. */
function refuseThere(file: string): void {
  if (existsSync(file))
    throw new Refusal([`${file} is there already: take it away first, or name another one.`], 'file-unusable')
}

interface Writing {
  readonly part: string
  readonly tenant: Id<'tenant'>
  readonly before: WrittenPeople | undefined
}

/** Everybody who is in the file is passed by, wherever new people were put into the list since. */
async function writeOthers(office: Office, { part, tenant, before }: Writing): Promise<number> {
  const bar = progressBar(process.stderr)
  let written = 0
  let after: string | undefined
  try {
    do {
      const page = await pageOf(office, tenant, after)
      const others = await notIn(before, page.items)
      const lines = await Promise.all(others.map((found) => lineOf(office, tenant, found)))
      // One write for a page: what is cut off in the middle of a line is taken off by the next run.
      if (lines.length > 0) appendFileSync(part, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
      written += lines.length
      bar.tick('people written', written + (before?.count ?? 0))
      after = page.next
    } while (after !== undefined)
  } finally {
    bar.end()
    await before?.close()
  }
  return written
}

async function notIn(
  written: WrittenPeople | undefined,
  listed: readonly ListedUser[],
): Promise<readonly ListedUser[]> {
  if (!written) return listed
  const others: ListedUser[] = []
  for (const found of listed) if (!(await written.has(found.user.id))) others.push(found)
  return others
}

function begin(part: string, tenant: string): undefined {
  writeFileSync(part, `${JSON.stringify({ format, tenant })}\n`, { mode: 0o600, flag: 'wx' })
}

async function goOn(part: string, tenant: string): Promise<WrittenPeople | undefined> {
  const written = await readWrittenPeople(part)
  const head = headLine.safeParse(parse(written.head))
  if (!head.success || head.data.tenant !== tenant)
    throw new Refusal([`${part} is there already, and holds no people of ${tenant}.`], 'file-unusable')
  if (written.wrongLine !== undefined)
    throw new Refusal([`Line ${written.wrongLine} of ${part} is no person: it was not written here.`], 'file-unusable')
  truncateSync(part, written.bytes)
  return written
}

interface Told {
  readonly file: string
  readonly tenant: string
  readonly people: number
  readonly earlier: number
}

function wordsOf({ file, tenant, people, earlier }: Told): string {
  const said = `${file} holds ${inWords(people)} of ${tenant}. It is personal data: keep it as such.`
  if (earlier === 0) return said
  return `${said}\n${inWords(earlier)} in it had been written by a run that was ended: as of then.`
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function pageOf({ ports: { store, clock } }: Office, tenant: Id<'tenant'>, after: string | undefined) {
  return store.users.list({ tenant, now: clock.now(), limit: atOnce, ...(after !== undefined && { after }) })
}

async function lineOf(
  { ports: { store, clock } }: Office,
  tenant: Id<'tenant'>,
  { user }: ListedUser,
): Promise<PersonLine> {
  const at = { tenant, now: clock.now(), user: user.id }
  const [addresses, registrations] = await Promise.all([store.addresses.list(at), store.registrations.list(at)])
  const { id, email, status, name, locale, data, createdAt } = user
  return {
    id,
    email,
    // Those who were removed are not listed.
    status: status === 'removed' ? 'banned' : status,
    ...(name !== undefined && { name }),
    ...(locale !== undefined && { locale }),
    ...(data && { data }),
    createdAt: iso(createdAt),
    addresses: addresses
      .filter(({ reservedUntil }) => reservedUntil === undefined)
      .map(({ address, provedAt }) => ({ email: address, provedAt: provedAt === undefined ? null : iso(provedAt) })),
    registrations: registrations.map(({ application, roles, data: kept, createdAt: since }) => ({
      application,
      roles: [...roles],
      ...(kept && { data: kept }),
      createdAt: iso(since),
    })),
  }
}
