/** What the server is built from. Exact versions only: nothing here is promised to stay. */

export type { Inbox } from './adapters/dev-inbox/dev-inbox.ts'
export type { ImportSystem, LeftReason, Person } from './adapters/import/person.ts'
export type { CountedLeft } from './adapters/import/tables.ts'
export { shutKeys } from './adapters/jose/shut-keys.ts'
export { type MailgunOptions, mailgun } from './adapters/mail-http/mailgun.ts'
export {
  byStatus,
  type HttpAnswer,
  type HttpCall,
  pauseOf,
  type Send,
  tagName,
  verdict,
} from './adapters/mail-http/post.ts'
export { type PostmarkOptions, postmark } from './adapters/mail-http/postmark.ts'
export { type ResendOptions, resend } from './adapters/mail-http/resend.ts'
export { type SendGridOptions, sendgrid } from './adapters/mail-http/sendgrid.ts'
export { type SesOptions, type SignCall, ses } from './adapters/mail-http/ses.ts'
export { type SignedWebhookOptions, signedWebhook } from './adapters/mail-http/signed-webhook.ts'
export { tryMailLogin } from './adapters/smtp/try-login.ts'
export type { ComparedTable, MoveProgress, MoveReport } from './adapters/sql/move/move-rows.ts'
export { backupFile } from './adapters/sqlite/backup.ts'
export { createVault } from './adapters/vault/vault.ts'
export { type ApplicationOptions, checkApplication } from './application-options.ts'
export { type NodeListener, nodeListener } from './bindings/node-listener.ts'
export { type CheckedOptions, checkOptions, isPrivate, type Leave } from './check-options.ts'
export { customTexts, textFault } from './copy/custom-texts.ts'
export { chooseLocale, directionOf, type Locale, locales } from './copy/locale.ts'
export { momentOf } from './copy/mails/time.ts'
export { loadWords, spoken, wordsOf } from './copy/words.ts'
export type { Asked, Attempt, Claimed } from './domain/attempt.ts'
export type { Client } from './domain/client.ts'
export { type Credential, formatCredential, parseCredential, RawSecret, type SecretHash } from './domain/credential.ts'
export { type EmailAddress, maskEmailAddress, parseEmailAddress } from './domain/email-address.ts'
export { PosternError, type ProblemCode } from './domain/errors.ts'
export { type Event, type EventDraft, type EventType, eventTypes } from './domain/event.ts'
export { type Id, parseId, parseUserId, timeOfId } from './domain/id.ts'
export { after, before, type Duration, days, hours, type Instant, instant, minutes, seconds } from './domain/instant.ts'
export { lineForm, readsAsLink } from './domain/line-form.ts'
export type { Look, MailColours, MailLook } from './domain/look.ts'
export { isLoopback } from './domain/loopback.ts'
export type {
  Channel,
  Message,
  MessageDraft,
  MessageFacts,
  MessageKind,
  Rendered,
  WebhookCall,
} from './domain/message.ts'
export {
  type IsPlace,
  isAddressPlace,
  isIdPlace,
  isNumberPlace,
  isUserPlace,
  mustBePlace,
} from './domain/place.ts'
export {
  type Application,
  type ClaimSettings,
  type CodeFormat,
  type Lifetimes,
  pagePath,
  type Scope,
  type SignUp,
  scopeAt,
  type Tenant,
  type TightLimits,
  type TokenSettings,
} from './domain/scope.ts'
export type { Session } from './domain/session.ts'
export { isUserId, type Registration, type Subject, type User, type UserStatus } from './domain/user.ts'
export type { StandingInvitation } from './engine/accounts/invitations.ts'
export { usualKeep } from './engine/chores.ts'
export type { Engine } from './engine/engine.ts'
export { findMisfit, type Misfit } from './engine/events/misfit.ts'
export { callOf } from './engine/events/publish.ts'
export { isLinkOf, proofOf } from './engine/events/seal.ts'
export type { Backlog } from './engine/outbox/lanes.ts'
export { mostAddresses } from './engine/rules/acts.ts'
export { provesItself } from './engine/rules/hand-offs.ts'
export { type AddressBudget, addressBudgets, networkBudgets } from './engine/rules/limits.ts'
export { isSoundCode } from './engine/rules/policy.ts'
export { unknownRoles } from './engine/rules/roles.ts'
export { signingOf } from './engine/rules/tokens.ts'
export type { VouchedOutcome } from './engine/sign-in/redeem-vouched.ts'
export { createHooks, type HookEvent, type HookRegistry } from './hooks.ts'
export type { Answer } from './http/answer.ts'
export { Call, cookiesFor } from './http/call.ts'
export { networksOf } from './http/client/address.ts'
export { type Env, headerOf, privateHeaders } from './http/headers.ts'
export { hostIn } from './http/named.ts'
export { nextUrl } from './http/next.ts'
export { iso, sessionJson, tokensJson, userJson } from './http/present/json.ts'
export { pageContext, pageReply } from './http/present/page.ts'
export { publicPerson } from './http/present/public-person.ts'
export { statusOf, titleOf } from './http/problems.ts'
export {
  emptyReply,
  jsonReply,
  outcomeHeaders,
  type ProblemMore,
  problemReply,
  redirectReply,
  reply,
} from './http/reply.ts'
export type { Route } from './http/route.ts'
export { presentRequested } from './http/routes/request-sign-in.ts'
export { ImportFault } from './import-source.ts'
export {
  type ImportConflict,
  type ImportOptions,
  type ImportReport,
  type ImportSource,
  importUsers,
  type LeftOut,
} from './import-users.ts'
export { exampleFacts } from './mails/example-facts.ts'
export type { MailFacts, RenderedMail } from './mails/facts.ts'
export { renderMail } from './mails/render-mail.ts'
export { createRenderer, type MailWriter } from './mails/renderer.ts'
export { askerName } from './mails/rows.ts'
export { tidyFacts } from './mails/tidy-facts.ts'
export { type InstallationPlace, MoveFault, moveInstallation } from './move-installation.ts'
export type { Observer } from './observer.ts'
export type { PosternOptions } from './options.ts'
export { ownClaims } from './own-claims.ts'
export { address, type Html, type HtmlValue, html } from './pages/html.ts'
export { documentOf, layout, logoOf } from './pages/layout.ts'
export type { PageContext } from './pages/views.ts'
export type { Clock } from './ports/clock.ts'
export type { Page } from './ports/command.ts'
export type { Directory, Named } from './ports/directory.ts'
export type { Seal } from './ports/events.ts'
export type { ListedUser, Suppression, UserSearch } from './ports/people.ts'
export type { Ports } from './ports/ports.ts'
export type { AdoptedUser, Document, OwnRegistration, UserIn } from './ports/records.ts'
export type { Renderer, RenderInput } from './ports/renderer.ts'
export type { Store } from './ports/store.ts'
export type { StoreSource } from './ports/store-source.ts'
export type { Handover, Transport } from './ports/transport.ts'
export type { Place, Vault } from './ports/vault.ts'
export type { Subscription, Webhooks } from './ports/webhooks.ts'
export type { Also, ArtifactDraft, Charge } from './ports/written.ts'
export { type RevokedCounts, revokeEverything } from './revoke-everything.ts'
export { type Runtime, type RuntimeOptions, startRuntime } from './runtime.ts'
export { checkTokens, type TokenOptions } from './token-options.ts'
export type { Made } from './workings.ts'
