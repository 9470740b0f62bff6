/**
 * `postern/testing`: Postern in your own tests, with any test runner, and what a store of your own is held to. Of the
 * latter run every scenario of `storeScenarios`; those that `need` `reopen` may be left out where a database dies with
 * its store.
 */
export { days, hours, minutes, seconds } from './domain/instant.ts'
export type { Scenario, ScenarioContext } from './ports/conformance/scenario.ts'
export { storeScenarios } from './ports/conformance/suite.ts'
export { type VirtualClock, virtualClock } from './ports/conformance/virtual-clock.ts'
export { createTestAuth, type TestAuth, type TestAuthOptions } from './testing/create-test-auth.ts'
export type { RobotReport, RobotsOptions } from './testing/let-robots-loose.ts'
export type { TestPerson } from './testing/make-person.ts'
export type { MountTarget } from './testing/mount.ts'
export type { RobotCall, RobotName } from './testing/robots.ts'
export type { SignedIn } from './testing/sign-in-as.ts'
export type { MailFilter, TestInbox, TestMail } from './testing/test-inbox.ts'
