/** Postern, the library: passwordless sign-in by email. The list below is what semantic versioning promises. */

export type { Deliver, Delivered, Delivery } from './adapters/deliver/deliver.ts'
export { PosternError, type ProblemCode } from './domain/errors.ts'
export type { EventType } from './domain/event.ts'
export type { CodeFormat, Lifetimes, SignUp } from './domain/scope.ts'
export type { SchemaIssue, SchemaResult, StandardSchema } from './domain/standard-schema.ts'
export type { UserStatus } from './domain/user.ts'
export type { BeforeCreate, BeforeCreateAnswer, BeforeHooks, HookEvent, Listener, Veto, VetoAnswer } from './hooks.ts'
export type { PersonExport } from './http/present/public-person.ts'
export type { CallerSource } from './http/sender.ts'
export type { ChangeEmailOptions, ChangeEmailResult, ChangeEmailVerb } from './nouns/change-email.ts'
export type { InvitationInput, InvitationsNoun, InviteResult, PosternInvitation } from './nouns/invitations.ts'
export type { KeysNoun } from './nouns/keys.ts'
export type { Mail, MailNoun, MailResult } from './nouns/mail.ts'
export type { SignInResult, WithHeaders } from './nouns/outcomes.ts'
export type { PosternSession, PosternUser, UserData } from './nouns/public-user.ts'
export type { SessionsNoun } from './nouns/sessions.ts'
export type { CreateLinkResult, LinkOptions, RequestLinkResult, SignInVerbs, VerifyOptions } from './nouns/sign-in.ts'
export type {
  CreateResult,
  InvalidData,
  ManagedUser,
  NewUserInput,
  UnknownRole,
  UpdateResult,
  UserChanges,
  UserPage,
  UsersNoun,
} from './nouns/users.ts'
export type { PosternOptions } from './options.ts'
export type { SignInIntent, UserIntent } from './ports/hooks.ts'
export type { StoreSource } from './ports/store-source.ts'
export type { Handover, Transport } from './ports/transport.ts'
export { type Postern, postern } from './postern.ts'
