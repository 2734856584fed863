import { appendFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Test } from 'tap'
import { CONNECT_MS } from '../../../db/connection/pools.ts'
import { type Operation, staleUses } from '../../kit/history.ts'
import { eventsOf, mostEvents, overfull } from './bounds.ts'
import { Changes, MOST_KEYS } from './changes.ts'
import { Extensions } from './extensions.ts'
import { either, type Fault, type Outcome } from './fault.ts'
import { failures, Load } from './load.ts'
import type { Stage } from './stage.ts'
import { isQuiet, leavesNoBug, lost, sweep, unrecorded } from './traces.ts'

/** The longest time after the end of a fault in which it may have effects. */
export const HEALED_MS = 5_000
/** "Within a second", and half of one more; outside the long form a machine may have ten other things to do. */
const PROMPT_MS = either(5_000, 1_500)
/** Without a failure for this long, the fault counts as over. The long form waits longer than effects may last. */
const CALM_MS = either(1_500, 8_000)
const PATIENCE_MS = HEALED_MS + 2 * CALM_MS

/** Loads a service before, during and after a fault, and compares its responses with the promises. */
export async function rehearse(t: Test, stage: Stage, fault: Fault): Promise<Outcome> {
  const [load, changes, extensions] = [new Load(stage), new Changes(stage), new Extensions(stage)]
  t.teardown(() => [load, changes, extensions].map(one => one.close()))
  const events = await eventsOf(stage)
  await Promise.all([changes.begin(), extensions.begin(), load.flows()])
  const begun = performance.now()
  await fault.inject(stage, load)
  const lifted = performance.now()
  await load.settles(lifted, CALM_MS, PATIENCE_MS)
  await Promise.all([load.stop(), changes.stop(), extensions.stop()])
  const { history } = load
  const known = new Set(stage.good.map(({ id }) => id))
  const outcome = {
    ...timesOf(history, begun, lifted),
    name: fault.name,
    operations: history.length,
    acknowledged: history.filter(({ kind, status }) => kind === 'revoke' && status === 200).length,
    lost: (await lost(stage, history)).length,
    stale: [history, extensions.history].flatMap(staleUses).length + (await sweep(stage, load)),
    unrecorded: (await unrecorded(stage, [...history, ...changes.history])).length,
    counted: changes.mostCounted,
  }
  await report(outcome)
  t.match(outcome, { lost: 0, stale: 0, late: 0, unrecorded: 0 }, `of ${outcome.acknowledged} acknowledged revocations`)
  t.ok(outcome.counted <= MOST_KEYS, `at most ${outcome.counted} keys of an account counted`)
  t.ok(changes.created > 0 && extensions.requests > 0, 'keys were changed beside it')
  const grown = (await eventsOf(stage)) - events
  t.ok(grown <= mostEvents(load, changes, extensions), `${grown} events were written`)
  t.same(await overfull(stage), [], 'memory and descriptors are within their bounds')
  answersHonestly(t, load, known)
  refusesWhatItMust(t, fault, failures(history))
  t.ok(outcome.firstSuccessMs < fault.firstSuccessMs, `the first success comes after ${outcome.firstSuccessMs} ms`)
  t.ok(outcome.slowestMs < PROMPT_MS + (fault.frozenMs ?? 0), `the slowest answer after ${outcome.slowestMs} ms`)
  await isQuiet(t, stage)
  await leavesNoBug(t, stage)
  return outcome
}

function timesOf(history: readonly Operation[], begun: number, lifted: number) {
  const failed = failures(history)
  const successes = history.filter(({ status, end }) => status === 200 && end >= lifted)
  const since = (moment: number) => Math.max(0, Math.round(moment - lifted))
  return {
    refused: failed.length,
    late: failed.filter(({ start }) => start > lifted + HEALED_MS).length,
    slowestMs: Math.round(Math.max(...history.filter(({ end }) => end > begun).map(({ start, end }) => end - start))),
    firstSuccessMs: since(Math.min(...successes.map(({ end }) => end))),
    healedMs: since(Math.max(lifted, ...failed.map(({ end }) => end))),
  }
}

/** Admitted or 503, and rejected only for keys that were to be revoked. */
function answersHonestly(t: Test, { history, flaws }: Load, good: ReadonlySet<string>) {
  const statuses = (kind: Operation['kind'], isGood: boolean) =>
    new Set(history.filter(one => one.kind === kind && good.has(one.key) === isGood).map(({ status }) => status))
  const others = (seen: Set<number>, allowed: number[]) => [...seen].filter(status => !allowed.includes(status))
  t.same(others(statuses('use', true), [200, 503]), [], 'valid keys are admitted or get 503')
  t.same(others(statuses('use', false), [200, 401, 503]), [], 'keys to be revoked are also refused')
  t.same(others(new Set([...statuses('revoke', false), ...statuses('revoke', true)]), [200, 503]), [], 'DELETE as well')
  t.same([...flaws], [], 'every 503 has its envelope and Retry-After')
}

function refusesWhatItMust(t: Test, { refuses }: Fault, failed: readonly Operation[]) {
  const count = (kind: Operation['kind']) => failed.filter(one => one.kind === kind).length
  const [uses, revocations] = [count('use'), count('revoke')]
  const seen = `${uses} uses and ${revocations} revocations got 503 during the fault`
  if (refuses === 'none') return t.same(failed.filter(isNoDeadline), [], seen)
  if (refuses === 'revocations') return t.ok(uses === 0 && revocations > 0, seen)
  return t.ok(refuses === 'either' || (uses > 0 && revocations > 0), seen)
}

/**
 * Whether a request got 503 before a deadline could have passed; the first is the one for a connection. After a
 * deadline, the machine was too busy, with as many processes as a restart takes. An instance that is closing answers
 * 503 immediately.
 */
const isNoDeadline = ({ status, start, end }: Operation) => status !== 503 || end - start < CONNECT_MS

/** For the long form's report, one line each. */
async function report(outcome: Outcome) {
  const file = process.env['FAULTS_RESULTS']
  if (file) await appendFile(file, `${JSON.stringify(outcome)}\n`)
}

/** The duration of a fault. */
export const lasts = (shortSeconds: number, longSeconds: number) => sleep(either(shortSeconds, longSeconds) * 1_000)
