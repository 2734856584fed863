import type { Load } from './load.ts'
import type { Stage } from './stage.ts'

/** Whether faults last as long as they are promised to be borne, and are reported (`npm run test:faults`). */
export const LONG = process.env['FAULTS_RESULTS'] !== undefined

/** How long something lasts, or how often it is repeated, in either form. */
export const either = (short: number, long: number) => (LONG ? long : short)

/** A fault of a running service, and the promises about it. */
export interface Fault {
  name: string
  /** Does it and lifts it. @returns when nothing but keyward itself stands in the way of an answer */
  inject(stage: Stage, load: Load): Promise<void>
  /** The operations that may get 503 during the fault. Some must, or the fault had no effect. */
  refuses: 'both' | 'revocations' | 'either' | 'none'
  /** From the end of the fault to the first success. */
  firstSuccessMs: number
  /** How long an answer may take beyond what is prompt: an instance that is frozen answers nothing by then. */
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
