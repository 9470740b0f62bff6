/** `postern audit verify`: proves every tenant's trail of events, or the one that is named. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Id } from 'postern/kit'
import { auditedTenants, type Head, readHeads } from '../../audit/heads.ts'
import { tellReport } from '../../audit/tell-report.ts'
import { type AuditReport, verifyAudit } from '../../audit/verify.ts'
import { Refusal } from '../../config/refusal.ts'
import type { Office } from '../office.ts'
import type { Verb } from './verb.ts'

export const auditVerbs: Readonly<Record<string, Verb>> = {
  async verify(office, { values }) {
    const heads = values.heads === undefined ? [] : readKept(values.heads)
    const reports: AuditReport[] = []
    for await (const tenant of tenantsOf(office, values.tenant)) {
      reports.push(await verifyAudit(office.ports, { tenant, heads, keepEvents: office.keepEvents }))
    }
    const intact = reports.every((report) => report.intact)
    return { json: { intact, reports }, text: reports.map(tellReport).join('\n'), failed: !intact }
  },
}

async function* tenantsOf(office: Office, named: string | undefined): AsyncGenerator<Id<'tenant'>> {
  if (named === undefined) yield* auditedTenants(office.ports)
  else yield named === 'system' ? (named as Id<'tenant'>) : await office.tenant({ tenant: named })
}

function readKept(file: string): readonly Head[] {
  try {
    return readHeads(readFileSync(resolve(process.cwd(), file), 'utf8'))
  } catch (fault) {
    if (fault instanceof TypeError) throw new Refusal([`${file}: ${fault.message}.`])
    throw new Refusal([`--heads names ${file}, which cannot be read (${(fault as NodeJS.ErrnoException).code}).`])
  }
}
