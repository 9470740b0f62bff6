/** The only file that knows every operation. */
import type { Scope } from '../domain/scope.ts'
import type { Ports } from '../ports/ports.ts'
import { makePrimary, removeAddress } from './accounts/addresses.ts'
import { banUser, lockUser, unbanUser, unlockUser, updateUser } from './accounts/change-user.ts'
import { createUser } from './accounts/create-user.ts'
import { exportUser, findUser, listUsers } from './accounts/find-users.ts'
import { listInvitations, readInvitationById, revokeInvitation } from './accounts/invitations.ts'
import { invite } from './accounts/invite.ts'
import { readAccount } from './accounts/read-account.ts'
import { changeRegistration, endRegistration } from './accounts/registrations.ts'
import { removeUser } from './accounts/remove-user.ts'
import { undoChange } from './accounts/undo-change.ts'
import type { Operation } from './operation.ts'
import { sendMail } from './outbox/send-mail.ts'
import { exchange } from './sessions/exchange.ts'
import { introspect } from './sessions/introspect.ts'
import { issueAccessToken } from './sessions/issue-access-token.ts'
import { publicKeys, rotateKeys } from './sessions/keys.ts'
import { listSessions } from './sessions/list.ts'
import { readOwnSession, readSession } from './sessions/read.ts'
import { readUser } from './sessions/read-user.ts'
import { refresh } from './sessions/refresh.ts'
import { revokeSession, revokeSessions } from './sessions/revoke.ts'
import { signOut } from './sessions/sign-out.ts'
import { startAct, startChangeFor } from './sign-in/acts/start.ts'
import { approve } from './sign-in/approve.ts'
import { cancel } from './sign-in/cancel.ts'
import { claim } from './sign-in/claim.ts'
import { createLink } from './sign-in/create-link.ts'
import { acceptInvitation, openInvitationLink } from './sign-in/invitation.ts'
import { noteOpen } from './sign-in/note-open.ts'
import { open } from './sign-in/open.ts'
import { redeem } from './sign-in/redeem.ts'
import { redeemCode } from './sign-in/redeem-code.ts'
import { redeemVouched } from './sign-in/redeem-vouched.ts'
import { releaseHeld } from './sign-in/release-held.ts'
import { requestSignIn } from './sign-in/request.ts'
import { resend } from './sign-in/resend.ts'
import { vouch } from './sign-in/vouch.ts'
import { watch } from './sign-in/watch.ts'

type Bound<O> = O extends Operation<infer I, infer R> ? (scope: Scope, input: I) => Promise<R> : never

export interface Engine {
  readonly requestSignIn: Bound<typeof requestSignIn>
  readonly resend: Bound<typeof resend>
  readonly noteOpen: Bound<typeof noteOpen>
  readonly open: Bound<typeof open>
  readonly redeem: Bound<typeof redeem>
  readonly redeemCode: Bound<typeof redeemCode>
  readonly approve: Bound<typeof approve>
  readonly claim: Bound<typeof claim>
  readonly cancel: Bound<typeof cancel>
  readonly watch: Bound<typeof watch>
  readonly readSession: Bound<typeof readSession>
  readonly readOwnSession: Bound<typeof readOwnSession>
  readonly readUser: Bound<typeof readUser>
  readonly listSessions: Bound<typeof listSessions>
  readonly revokeSession: Bound<typeof revokeSession>
  readonly revokeSessions: Bound<typeof revokeSessions>
  readonly signOut: Bound<typeof signOut>
  readonly startAct: Bound<typeof startAct>
  readonly startChangeFor: Bound<typeof startChangeFor>
  readonly removeAddress: Bound<typeof removeAddress>
  readonly makePrimary: Bound<typeof makePrimary>
  readonly undoChange: Bound<typeof undoChange>
  readonly readAccount: Bound<typeof readAccount>
  readonly findUser: Bound<typeof findUser>
  readonly listUsers: Bound<typeof listUsers>
  readonly exportUser: Bound<typeof exportUser>
  readonly createUser: Bound<typeof createUser>
  readonly updateUser: Bound<typeof updateUser>
  readonly banUser: Bound<typeof banUser>
  readonly unbanUser: Bound<typeof unbanUser>
  readonly lockUser: Bound<typeof lockUser>
  readonly unlockUser: Bound<typeof unlockUser>
  readonly changeRegistration: Bound<typeof changeRegistration>
  readonly endRegistration: Bound<typeof endRegistration>
  readonly removeUser: Bound<typeof removeUser>
  readonly invite: Bound<typeof invite>
  readonly readInvitationById: Bound<typeof readInvitationById>
  readonly listInvitations: Bound<typeof listInvitations>
  readonly revokeInvitation: Bound<typeof revokeInvitation>
  readonly openInvitationLink: Bound<typeof openInvitationLink>
  readonly acceptInvitation: Bound<typeof acceptInvitation>
  readonly createLink: Bound<typeof createLink>
  readonly vouch: Bound<typeof vouch>
  readonly releaseHeld: Bound<typeof releaseHeld>
  readonly redeemVouched: Bound<typeof redeemVouched>
  readonly sendMail: Bound<typeof sendMail>
  readonly refresh: Bound<typeof refresh>
  readonly exchange: Bound<typeof exchange>
  readonly issueAccessToken: Bound<typeof issueAccessToken>
  readonly introspect: Bound<typeof introspect>
  readonly publicKeys: Bound<typeof publicKeys>
  readonly rotateKeys: Bound<typeof rotateKeys>
}

export function createEngine(ports: Ports): Engine {
  const bind =
    <I, O>(operation: Operation<I, O>) =>
    (scope: Scope, input: I): Promise<O> =>
      operation(ports, scope, input)
  return {
    requestSignIn: bind(requestSignIn),
    resend: bind(resend),
    noteOpen: bind(noteOpen),
    open: bind(open),
    redeem: bind(redeem),
    redeemCode: bind(redeemCode),
    approve: bind(approve),
    claim: bind(claim),
    cancel: bind(cancel),
    watch: bind(watch),
    readSession: bind(readSession),
    readOwnSession: bind(readOwnSession),
    readUser: bind(readUser),
    listSessions: bind(listSessions),
    revokeSession: bind(revokeSession),
    revokeSessions: bind(revokeSessions),
    signOut: bind(signOut),
    startAct: bind(startAct),
    startChangeFor: bind(startChangeFor),
    removeAddress: bind(removeAddress),
    makePrimary: bind(makePrimary),
    undoChange: bind(undoChange),
    readAccount: bind(readAccount),
    findUser: bind(findUser),
    listUsers: bind(listUsers),
    exportUser: bind(exportUser),
    createUser: bind(createUser),
    updateUser: bind(updateUser),
    banUser: bind(banUser),
    unbanUser: bind(unbanUser),
    lockUser: bind(lockUser),
    unlockUser: bind(unlockUser),
    changeRegistration: bind(changeRegistration),
    endRegistration: bind(endRegistration),
    removeUser: bind(removeUser),
    invite: bind(invite),
    readInvitationById: bind(readInvitationById),
    listInvitations: bind(listInvitations),
    revokeInvitation: bind(revokeInvitation),
    openInvitationLink: bind(openInvitationLink),
    acceptInvitation: bind(acceptInvitation),
    createLink: bind(createLink),
    vouch: bind(vouch),
    releaseHeld: bind(releaseHeld),
    redeemVouched: bind(redeemVouched),
    sendMail: bind(sendMail),
    refresh: bind(refresh),
    exchange: bind(exchange),
    issueAccessToken: bind(issueAccessToken),
    introspect: bind(introspect),
    publicKeys: bind(publicKeys),
    rotateKeys: bind(rotateKeys),
  }
}
