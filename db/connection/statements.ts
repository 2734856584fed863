import { tracingChannel } from 'node:diagnostics_channel'

export interface Statement {
  /** With placeholders: values are never part of it. */
  text: string
}

/** Where whoever watches is told of every statement, when it begins and ends. Without a watcher it costs nothing. */
export const statements = tracingChannel<'keyward:statement', Statement>('keyward:statement')
