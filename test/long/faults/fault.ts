import type { Load } from './load.ts'
import type { Stage } from './stage.ts'

/** Whether faults last as long as keyward promises to tolerate them, and are reported (`npm run test:faults`). */
export const LONG = process.env['FAULTS_RESULTS'] !== undefined

/** How long something lasts, or how often it is repeated, in either form. */
export const either = (short: number, long: number) => (LONG ? long : short)

/** A fault of a running service, and the promises about it. */
export interface Fault {
  name: string
  /** Starts and ends the fault. @returns the time from which only keyward itself can delay a response */
  inject(stage: Stage, load: Load): Promise<void>
  /** The operations that may get 503 during the fault. Some must, or the fault had no effect. */
  refuses: 'both' | 'revocations' | 'either' | 'none'
  /** From the end of the fault to the first success. */
  firstSuccessMs: number
  /** How much longer than promised a response may take: a frozen instance sends none until then. */
  frozenMs?: number
}

/** The outcome of a fault. */
export interface Outcome {
  name: string
  operations: number
  acknowledged: number
  lost: number
  stale: number
  /** Acknowledged revocations without their line in any log. */
  unrecorded: number
  /** The most keys of an account that counted towards its limit at any time. */
  counted: number
  refused: number
  /** Failures later than 5 s after the fault's end. */
  late: number
  slowestMs: number
  firstSuccessMs: number
  /** From the fault's end to the last failure. */
  healedMs: number
}
