import { tracingChannel } from 'node:diagnostics_channel'

export interface Statement {
  /** Contains placeholders, never values. */
  text: string
}

/** Publishes the start and end of every statement. Costs nothing without a subscriber. */
export const statements = tracingChannel<'keyward:statement', Statement>('keyward:statement')
