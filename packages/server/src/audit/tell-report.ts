/** What a verified trail is told as, to people. */
import { iso } from 'postern/kit'
import type { AuditReport, Break } from './verify.ts'

export function tellReport(report: AuditReport): string {
  const { tenant, seals, events, pruned, unsealed } = report
  const rest = [
    pruned > 0 ? `${pruned} older seals whose events have gone with their time` : '',
    unsealed > 0 ? `${unsealed} events that wait for their seal` : '',
  ].filter((one) => one !== '')
  const more = rest.length > 0 ? `; beside them ${rest.join(' and ')}` : ''
  const proved = `${seals} seals over ${events} events`
  if (!report.break) return `${tenant}: intact: ${proved}${more}.`
  return `${tenant}: BROKEN after ${proved}: ${tellBreak(report.break)}`
}

function tellBreak({ kind, first, last, sealedAt, expected, found }: Break): string {
  const between = `among the events ${first} to ${last}, sealed at ${iso(sealedAt)}`
  switch (kind) {
    case 'changed':
      return `something was changed or moved ${between}.`
    case 'missing':
      return `${expected - found} of ${expected} are missing ${between}.`
    case 'added':
      return `more than the ${expected} that were sealed are ${between}.`
    case 'uncovered':
      return `a seal is missing, or events were added, before the one of ${last}, sealed at ${iso(sealedAt)}.`
    case 'head-missing':
      return `the seal ${last} of ${iso(sealedAt)}, which was kept elsewhere, is not there any more.`
    case 'head-changed':
      return `the seal ${last} of ${iso(sealedAt)} is another one than the one that was kept elsewhere.`
  }
}
