/**
 * `postern/testing`: what a store of your own is held to. Run every scenario of `storeScenarios` with the test runner of
 * your choice; those that `need` `reopen` may be left out where a database dies with its store.
 */
export type { Scenario, ScenarioContext } from './ports/conformance/scenario.ts'
export { storeScenarios } from './ports/conformance/suite.ts'
export { type VirtualClock, virtualClock } from './ports/conformance/virtual-clock.ts'
