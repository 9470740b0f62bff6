import { renderAccountAct } from './account-act.ts'
import { renderAddressChanged, renderAddressTaken, renderDeleted } from './account-notice.ts'
import { renderApprovedElsewhere } from './approved-elsewhere.ts'
import type { MailFacts, RenderedMail } from './facts.ts'
import { renderInvitation } from './invitation.ts'
import { renderNewDevice } from './new-device.ts'
import { renderSignIn } from './sign-in.ts'
import { renderSignUpClosed } from './sign-up-closed.ts'
import { tidyFacts } from './tidy-facts.ts'

/** Writes the mail of these facts. Pure, total and synchronous; the same facts always give the same mail. */
export function renderMail(facts: MailFacts): RenderedMail {
  const tidy = tidyFacts(facts)
  switch (tidy.kind) {
    case 'sign-in':
      return renderSignIn(tidy)
    case 'approved-elsewhere':
      return renderApprovedElsewhere(tidy)
    case 'sign-up-closed':
      return renderSignUpClosed(tidy)
    case 'invitation':
      return renderInvitation(tidy)
    case 'new-device':
      return renderNewDevice(tidy)
    case 'step-up':
    case 'change-address':
    case 'delete':
      return renderAccountAct(tidy)
    case 'address-changed':
      return renderAddressChanged(tidy)
    case 'address-taken':
      return renderAddressTaken(tidy)
    case 'deleted':
      return renderDeleted(tidy)
  }
}
