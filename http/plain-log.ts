import type { Log } from './log.ts'

/** Passes each line on immediately, without limits or guarantees: for tests and for programs that embed the app. */
export const plainLog = (out: { write(line: string): void }): Log => ({
  write: line => out.write(line),
  async record(lines) {
    for (const line of lines) out.write(line)
  },
  dropped: 0,
  failed: 0,
  isWritable: true,
})
