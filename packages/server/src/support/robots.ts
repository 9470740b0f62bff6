/**
 * Whether only robots opened a link, as far as it can be told from outside. A guess, told as one, on which nothing rests:
 * scanners of mail open a link within seconds of its delivery, from another network than the one that asked, or without
 * naming a browser.
 */
import { type Event, seconds } from 'postern/kit'
import type { Story } from './story.ts'

const scannersTake = seconds(15)

export function isRobotsAlone({ attempt, events }: Story): boolean {
  const opens = events.filter(({ type }) => type === 'link.opened')
  return opens.length > 0 && opens.every((open) => isRobots(open, events, attempt.asked.network))
}

function isRobots({ at, asked }: Event, events: readonly Event[], network: string | undefined): boolean {
  if (asked?.browser === undefined) return true
  const delivered = events.findLast((event) => event.type === 'link.delivered' && event.at <= at)
  const isSoon = delivered !== undefined && at - delivered.at <= scannersTake
  return isSoon && asked.network !== network
}
