/** What a verified trail is told as, to people. */
import { iso } from 'postern/kit'
import { type AuditReport, type Break, type EventName, mostUnsealed } from './verify.ts'

export function tellReport(report: AuditReport): string {
  const { tenant, seals, events, pruned, unsealed } = report
  const rest = [
    pruned > 0 ? `${pruned} older seals whose events have gone with their time` : '',
    unsealed > 0 ? `${unsealed}${unsealed < mostUnsealed ? '' : ' or more'} events that wait for their seal` : '',
  ].filter((one) => one !== '')
  const more = rest.length > 0 ? `; beside them ${rest.join(' and ')}` : ''
  const damaged = tellUnreadable(report)
  const proved = `${seals} seals over ${events} events`
  if (!report.break) return `${tenant}: intact: ${proved}${more}.${damaged}`
  return `${tenant}: BROKEN after ${proved}: ${tellBreak(report.break)}${damaged}`
}

const tellUnreadable = ({ unreadable }: AuditReport): string =>
  unreadable.length > 0
    ? ` Damaged in the database, and read as far as they can be: ${unreadable.map(tell).join(', ')}.`
    : ''

function tellBreak(found: Break): string {
  const { kind, first, last, sealedAt, expected } = found
  const sealed = `sealed at ${iso(sealedAt)}`
  const between = `among the events ${first} to ${last}, ${sealed}`
  switch (kind) {
    case 'changed':
      return `something was changed or moved ${between}${tellMisfit(found)}`
    case 'missing':
      return `${expected - found.found} of ${expected} are missing ${between}${tellMisfit(found)}`
    case 'added':
      return `more than the ${expected} that were sealed are ${between}${tellMisfit(found)}`
    case 'uncovered':
      return `a seal is missing, or events were added, before the one of ${last}, ${sealed}${tellReach(found)}.`
    case 'head-missing':
      return `the seal ${last} of ${iso(sealedAt)}, which was kept elsewhere, is not there any more.`
    case 'head-changed':
      return `the seal ${last} of ${iso(sealedAt)} is another one than the one that was kept elsewhere.`
  }
}

function tellMisfit({ misfit, ...found }: Break): string {
  if (!misfit) return `${tellReach(found)}. No single event can be named: the seal itself may be another one.`
  if (misfit.kind !== 'missing')
    return `. The first that does not fit, which was ${misfit.kind}, is ${tell(misfit.event)}.`
  const { count, behind, before } = misfit
  const places = [behind && `behind ${tell(behind)}`, before && `before ${tell(before)}`].filter((one) => one)
  return `. The first that does not fit: ${count} missing ${places.join(' and ')}`.trimEnd().concat('.')
}

const tellReach = ({ from, to }: Break): string => (from && to ? `; they reach from ${tell(from)} to ${tell(to)}` : '')

const tell = ({ sequence, type, at }: EventName): string => `${sequence} (${type}, ${iso(at)})`
