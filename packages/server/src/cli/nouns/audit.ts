/** `postern audit …`: proves every tenant's trail of events, or the one that is named, and writes heads to be kept. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Id } from 'postern/kit'
import { auditedTenants } from '../../audit/audited-tenants.ts'
import { type Head, headOf, readHeads, writeHead } from '../../audit/heads.ts'
import { tellReport } from '../../audit/tell-report.ts'
import { type AuditReport, verifyAudit } from '../../audit/verify.ts'
import { Refusal } from '../../config/refusal.ts'
import type { Office } from '../office.ts'
import type { Verb } from './verb.ts'

export const auditVerbs: Readonly<Record<string, Verb>> = {
  async verify(office, { values }) {
    const named = values.tenant as Id<'tenant'> | undefined
    const heads = values.heads === undefined ? [] : readKept(values.heads, named)
    const reports: AuditReport[] = []
    for await (const tenant of tenantsOf(office, named, heads)) {
      reports.push(await verifyAudit(office.ports, { tenant, heads, keepEvents: office.keepEvents }))
    }
    const intact = reports.every((report) => report.intact)
    return { json: { intact, reports }, text: reports.map(tellReport).join('\n'), failed: !intact }
  },
  async heads(office, { values }) {
    const heads: Head[] = []
    for await (const tenant of tenantsOf(office, values.tenant as Id<'tenant'> | undefined)) {
      const head = await headOf(office.ports, tenant)
      if (head) heads.push(head)
    }
    return { json: { heads }, text: heads.map(writeHead).join('\n') }
  },
}

async function* tenantsOf(
  office: Office,
  named: Id<'tenant'> | undefined,
  heads: readonly Head[] = [],
): AsyncGenerator<Id<'tenant'>> {
  if (named === undefined) return yield* auditedTenants(office.ports, heads)
  // One that is gone may have left its trail, or a head elsewhere.
  const hasTrail = heads.some(({ tenant }) => tenant === named) || (await headOf(office.ports, named)) !== undefined
  yield hasTrail || named === 'system' ? named : await office.tenant({ tenant: named })
}

function readKept(file: string, tenant: Id<'tenant'> | undefined): readonly Head[] {
  try {
    return readHeads(readFileSync(resolve(process.cwd(), file), 'utf8'), tenant)
  } catch (fault) {
    if (fault instanceof TypeError) throw new Refusal([`${file}: ${fault.message}.`], 'file-unusable')
    throw new Refusal(
      [`--heads names ${file}, which cannot be read (${(fault as NodeJS.ErrnoException).code}).`],
      'file-unusable',
    )
  }
}
