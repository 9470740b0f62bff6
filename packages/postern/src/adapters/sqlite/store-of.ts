import type { Instant } from '../../domain/instant.ts'
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
import type { Reader } from './connection.ts'
import { find as findDocument } from './documents/find.ts'
import { history } from './documents/history.ts'
import { list as listDocuments } from './documents/list.ts'
import { put as putDocument } from './documents/put.ts'
import { remove } from './documents/remove.ts'
import { use } from './documents/use.ts'
import { createErase } from './erase.ts'
import { list as listEvents } from './events/list.ts'
import { publish } from './events/publish.ts'
import { seal } from './events/seal.ts'
import { sealed } from './events/sealed.ts'
import { seals } from './events/seals.ts'
import { unpublished } from './events/unpublished.ts'
import { unsealed } from './events/unsealed.ts'
import { find as findFamily } from './families/find.ts'
import { rotate as rotateFamily } from './families/rotate.ts'
import type { Step } from './group-writer.ts'
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
import { createSweep } from './sweep.ts'
import { adopt } from './users/adopt.ts'
import { change } from './users/change.ts'
import { exportUser } from './users/export.ts'
import { find as findUser } from './users/find.ts'
import { findIn } from './users/find-in.ts'
import { list as listUsers } from './users/list.ts'
import { remove as removeUser } from './users/remove.ts'

export type ReadCommand<I, O> = (reader: Reader, input: I) => O

/** The two ways to run a command: reads at once, writes in the turn's transaction. */
export interface Run {
  read<I, O>(query: ReadCommand<I, O>): (input: I) => Promise<O>
  write<I extends { readonly now: Instant }, O>(step: Step<I, O>): (input: I) => Promise<O>
}

/** Every command by its name. */
export function storeOf(run: Run): Omit<Store, 'time' | 'eventMark' | 'ready' | 'close'> {
  const { read, write } = run
  return {
    attempts: {
      prepare: read(prepare),
      issue: write(issue),
      find: read(findAttempt),
      resend: write(resend),
      takeTry: write(takeTry),
      giveTryBack: write(giveTryBack),
      redeem: write(redeem),
      fulfil: write(fulfil),
      prove: write(prove),
      approve: write(approve),
      cancel: write(cancel),
      note: write(note),
      endAll: write(endAll),
      list: read(listAttempts),
    },
    sessions: {
      find: read(findSession),
      findHolder: read(findHolder),
      touch: write(touch),
      revoke: write(revokeSession),
      list: read(listSessions),
      revokeOf: write(revokeOf),
      revokeAll: write(revokeAll),
    },
    families: { find: read(findFamily), rotate: write(rotateFamily) },
    handOffs: { find: read(findHandOff), exchange: write(exchange) },
    addresses: { list: read(listAddresses), change: write(changeAddresses) },
    users: {
      find: read(findUser),
      findIn: read(findIn),
      list: read(listUsers),
      export: read(exportUser),
      change: write(change),
      adopt: write(adopt),
      remove: write(removeUser),
    },
    invitations: { put: write(putInvitation) },
    ...supportOf(run),
    messages: messagesOf(run),
    events: eventsOf(run),
    documents: documentsOf(run),
    artifacts: {
      put: write(putArtifact),
      find: read(findArtifact),
      consume: write(consume),
      revoke: write(revokeGroup),
    },
    sweep: write(createSweep()),
    erase: write(createErase()),
  }
}

function documentsOf({ read, write }: Run): Store['documents'] {
  return {
    find: read(findDocument),
    list: read(listDocuments),
    put: write(putDocument),
    remove: write(remove),
    history: read(history),
    use: write(use),
  }
}

function supportOf({ read, write }: Run): Pick<Store, 'registrations' | 'suppressions' | 'budgets'> {
  return {
    registrations: {
      list: read(listRegistrations),
      put: write(putRegistration),
      remove: write(removeRegistration),
    },
    suppressions: {
      find: read(findSuppression),
      list: read(listSuppressions),
      put: write(putSuppression),
      remove: write(removeSuppression),
    },
    budgets: { read: read(readBudgets), clear: write(clearBudgets) },
  }
}

function eventsOf({ read, write }: Run): Store['events'] {
  return {
    list: read(listEvents),
    unsealed: read(unsealed),
    sealed: read(sealed),
    seal: write(seal),
    seals: read(seals),
    unpublished: read(unpublished),
    publish: write(publish),
  }
}

function messagesOf({ read, write }: Run): Store['messages'] {
  return {
    post: write(post),
    claim: write(claim),
    settle: write(settle),
    queue: write(queue),
    release: write(release),
    waiting: read(waiting),
    list: read(listMessages),
    find: read(findMessage),
    page: read(pageOfMessages),
    revise: write(revise),
    report: write(report),
    calls: read(calls),
  }
}
