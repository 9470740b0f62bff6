import type { Store } from '../../ports/store.ts'
import { change as changeAddresses } from './addresses/change.ts'
import { list as listAddresses } from './addresses/list.ts'
import { consume } from './artifacts/consume.ts'
import { find as findArtifact } from './artifacts/find.ts'
import { put as putArtifact } from './artifacts/put.ts'
import { revoke as revokeGroup } from './artifacts/revoke.ts'
import { approve } from './attempts/approve.ts'
import { cancel } from './attempts/cancel.ts'
import { endAll } from './attempts/end-all.ts'
import { find as findAttempt } from './attempts/find.ts'
import { fulfil } from './attempts/fulfil.ts'
import { giveTryBack } from './attempts/give-try-back.ts'
import { issue } from './attempts/issue.ts'
import { list as listAttempts } from './attempts/list.ts'
import { note } from './attempts/note.ts'
import { prepare } from './attempts/prepare.ts'
import { prove } from './attempts/prove.ts'
import { redeem } from './attempts/redeem.ts'
import { resend } from './attempts/resend.ts'
import { takeTry } from './attempts/take-try.ts'
import { clear as clearBudgets } from './budgets/clear.ts'
import { read as readBudgets } from './budgets/read.ts'
import type { Command } from './command.ts'
import { find as findDocument } from './documents/find.ts'
import { history } from './documents/history.ts'
import { list as listDocuments } from './documents/list.ts'
import { put as putDocument } from './documents/put.ts'
import { remove } from './documents/remove.ts'
import { use } from './documents/use.ts'
import { erase } from './erase.ts'
import { list as listEvents } from './events/list.ts'
import { publish } from './events/publish.ts'
import { seal } from './events/seal.ts'
import { sealed } from './events/sealed.ts'
import { seals } from './events/seals.ts'
import { unpublished } from './events/unpublished.ts'
import { unsealed } from './events/unsealed.ts'
import { find as findFamily } from './families/find.ts'
import { rotate as rotateFamily } from './families/rotate.ts'
import { exchange } from './hand-offs/exchange.ts'
import { find as findHandOff } from './hand-offs/find.ts'
import { put as putInvitation } from './invitations/put.ts'
import { calls } from './messages/calls.ts'
import { claim } from './messages/claim.ts'
import { find as findMessage } from './messages/find.ts'
import { list as listMessages } from './messages/list.ts'
import { page as pageOfMessages } from './messages/page.ts'
import { post } from './messages/post.ts'
import { queue } from './messages/queue.ts'
import { release } from './messages/release.ts'
import { report } from './messages/report.ts'
import { revise } from './messages/revise.ts'
import { settle } from './messages/settle.ts'
import { waiting } from './messages/waiting.ts'
import { list as listRegistrations } from './registrations/list.ts'
import { put as putRegistration } from './registrations/put.ts'
import { remove as removeRegistration } from './registrations/remove.ts'
import { find as findSession } from './sessions/find.ts'
import { findHolder } from './sessions/find-holder.ts'
import { list as listSessions } from './sessions/list.ts'
import { revoke as revokeSession } from './sessions/revoke.ts'
import { revokeAll } from './sessions/revoke-all.ts'
import { revokeOf } from './sessions/revoke-of.ts'
import { touch } from './sessions/touch.ts'
import { find as findSuppression } from './suppressions/find.ts'
import { list as listSuppressions } from './suppressions/list.ts'
import { put as putSuppression } from './suppressions/put.ts'
import { remove as removeSuppression } from './suppressions/remove.ts'
import { sweepOf } from './sweep.ts'
import { adopt } from './users/adopt.ts'
import { change } from './users/change.ts'
import { exportUser } from './users/export.ts'
import { find as findUser } from './users/find.ts'
import { findIn } from './users/find-in.ts'
import { list as listUsers } from './users/list.ts'
import { remove as removeUser } from './users/remove.ts'

type Run = <I, O>(command: Command<I, O>) => (input: I) => Promise<O>
type Commands = Omit<Store, 'time' | 'eventMark' | 'clock' | 'ready' | 'close' | 'relay'>

/** Every command by its name. `run` makes a method of one. */
export function storeOf(run: Run): Commands {
  return {
    attempts: {
      prepare: run(prepare),
      issue: run(issue),
      find: run(findAttempt),
      resend: run(resend),
      takeTry: run(takeTry),
      giveTryBack: run(giveTryBack),
      redeem: run(redeem),
      fulfil: run(fulfil),
      prove: run(prove),
      approve: run(approve),
      cancel: run(cancel),
      note: run(note),
      endAll: run(endAll),
      list: run(listAttempts),
    },
    sessions: {
      find: run(findSession),
      findHolder: run(findHolder),
      touch: run(touch),
      revoke: run(revokeSession),
      list: run(listSessions),
      revokeOf: run(revokeOf),
      revokeAll: run(revokeAll),
    },
    families: { find: run(findFamily), rotate: run(rotateFamily) },
    handOffs: { find: run(findHandOff), exchange: run(exchange) },
    addresses: { list: run(listAddresses), change: run(changeAddresses) },
    users: {
      find: run(findUser),
      findIn: run(findIn),
      list: run(listUsers),
      export: run(exportUser),
      change: run(change),
      adopt: run(adopt),
      remove: run(removeUser),
    },
    invitations: { put: run(putInvitation) },
    ...supportOf(run),
    messages: messagesOf(run),
    events: eventsOf(run),
    documents: {
      find: run(findDocument),
      list: run(listDocuments),
      put: run(putDocument),
      remove: run(remove),
      history: run(history),
      use: run(use),
    },
    artifacts: { put: run(putArtifact), find: run(findArtifact), consume: run(consume), revoke: run(revokeGroup) },
    sweep: run(sweepOf()),
    erase: run(erase),
  }
}

function supportOf(run: Run): Pick<Store, 'registrations' | 'suppressions' | 'budgets'> {
  return {
    registrations: {
      list: run(listRegistrations),
      put: run(putRegistration),
      remove: run(removeRegistration),
    },
    suppressions: {
      find: run(findSuppression),
      list: run(listSuppressions),
      put: run(putSuppression),
      remove: run(removeSuppression),
    },
    budgets: { read: run(readBudgets), clear: run(clearBudgets) },
  }
}

function eventsOf(run: Run): Store['events'] {
  return {
    list: run(listEvents),
    unsealed: run(unsealed),
    sealed: run(sealed),
    seal: run(seal),
    seals: run(seals),
    unpublished: run(unpublished),
    publish: run(publish),
  }
}

function messagesOf(run: Run): Store['messages'] {
  return {
    post: run(post),
    claim: run(claim),
    settle: run(settle),
    queue: run(queue),
    release: run(release),
    waiting: run(waiting),
    list: run(listMessages),
    find: run(findMessage),
    page: run(pageOfMessages),
    revise: run(revise),
    report: run(report),
    calls: run(calls),
  }
}
