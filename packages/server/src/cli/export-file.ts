/** `postern export <file>`: the people of a tenant, by id, one line each. Called again, it goes on where it stopped. */
import { appendFileSync, existsSync, truncateSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Id, iso, type ListedUser } from 'postern/kit'
import { Refusal } from '../config/refusal.ts'
import type { CommandOrder } from './arguments.ts'
import { inOffice, type Office } from './office.ts'
import { format, headLine, type PersonLine, personLine } from './people-file.ts'
import { people as inWords, progressBar } from './progress-bar.ts'
import type { Said } from './said.ts'
import { readWrittenLines } from './written-lines.ts'

const atOnce = 200

export async function exportFile({ args: [name = ''], values }: CommandOrder): Promise<Said> {
  const file = resolve(process.cwd(), name)
  return inOffice(values, async (office) => {
    const tenant = await office.tenant(values)
    const begun = existsSync(file) ? await goOn(file, tenant) : begin(file, tenant)
    const bar = progressBar(process.stderr)
    let { people, after } = begun
    try {
      for (let more = true; more; ) {
        const page = await pageOf(office, tenant, after)
        const lines = await Promise.all(page.items.map((found) => lineOf(office, tenant, found)))
        // One write for a page: what is cut off in the middle of a line is taken off by the next run.
        if (lines.length > 0) appendFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
        people += lines.length
        bar.tick('people written', people)
        after = page.next
        more = after !== undefined
      }
    } finally {
      bar.end()
    }
    return {
      json: { file, tenant, people },
      text: `${file} holds ${inWords(people)} of ${tenant}. It is personal data: keep it as such.`,
    }
  })
}

interface Begun {
  readonly people: number
  readonly after: string | undefined
}

function begin(file: string, tenant: string): Begun {
  writeFileSync(file, `${JSON.stringify({ format, tenant })}\n`, { mode: 0o600, flag: 'wx' })
  return { people: 0, after: undefined }
}

/** The last whole line is the place: people are listed in the order of their ids. */
async function goOn(file: string, tenant: string): Promise<Begun> {
  const { first, last, count, bytes } = await readWrittenLines(file)
  const head = headLine.safeParse(parse(first))
  if (!head.success || head.data.tenant !== tenant)
    throw new Refusal([`${file} is there already, and holds no people of ${tenant}.`], 'file-unusable')
  const place = count > 1 ? personLine.safeParse(parse(last)) : undefined
  if (place && !place.success)
    throw new Refusal([`The last line of ${file} is no person: it was not written here.`], 'file-unusable')
  truncateSync(file, bytes)
  return { people: count - 1, after: place?.data.id }
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
