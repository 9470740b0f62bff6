/** The whole suite: what a store must pass to be called one. */
import { addresses } from './addresses.ts'
import { adopt } from './adopt.ts'
import { approve } from './approve.ts'
import { artifacts } from './artifacts.ts'
import { atomicity } from './atomicity.ts'
import { attempts } from './attempts.ts'
import { calls } from './calls.ts'
import { cancel } from './cancel.ts'
import { charges } from './charges.ts'
import { damaged } from './damaged.ts'
import { documents } from './documents.ts'
import { erase } from './erase.ts'
import { events } from './events.ts'
import { expiry } from './expiry.ts'
import { families } from './families.ts'
import { familyRaces } from './family-races.ts'
import { firstProofs } from './first-proof.ts'
import { fulfil } from './fulfil.ts'
import { handOffs } from './hand-offs.ts'
import { invitations } from './invitations.ts'
import { knownBrowsers } from './known-browsers.ts'
import { messages } from './messages.ts'
import { people } from './people.ts'
import { peopleRaces } from './people-races.ts'
import { rebind } from './rebind.ts'
import { redeem } from './redeem.ts'
import { redeemRaces } from './redeem-races.ts'
import { redeemRefused } from './redeem-refused.ts'
import { reports } from './reports.ts'
import { resend } from './resend.ts'
import { revokeAll } from './revoke-all.ts'
import type { Scenario } from './scenario.ts'
import { sessions } from './sessions.ts'
import { settlements } from './settlements.ts'
import { support } from './support.ts'
import { supportMail } from './support-mail.ts'
import { sweep } from './sweep.ts'
import { tenancy } from './tenancy.ts'
import { tenancyOfChores } from './tenancy-chores.ts'
import { tenancyOfTwins } from './tenancy-twins.ts'
import { text } from './text.ts'
import { time } from './time.ts'
import { tries } from './tries.ts'
import { users } from './users.ts'
import { waiting } from './waiting.ts'

export const storeScenarios: readonly Scenario[] = [
  ...attempts,
  ...redeem,
  ...redeemRaces,
  ...redeemRefused,
  ...rebind,
  ...tries,
  ...approve,
  ...cancel,
  ...resend,
  ...charges,
  ...damaged,
  ...knownBrowsers,
  ...sessions,
  ...families,
  ...familyRaces,
  ...handOffs,
  ...revokeAll,
  ...users,
  ...addresses,
  ...firstProofs,
  ...fulfil,
  ...people,
  ...peopleRaces,
  ...invitations,
  ...support,
  ...supportMail,
  ...adopt,
  ...messages,
  ...waiting,
  ...settlements,
  ...reports,
  ...calls,
  ...events,
  ...documents,
  ...text,
  ...artifacts,
  ...expiry,
  ...sweep,
  ...erase,
  ...tenancy,
  ...tenancyOfChores,
  ...tenancyOfTwins,
  ...atomicity,
  ...time,
]
