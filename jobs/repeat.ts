export interface Job {
  /** Runs the job now, or after the current run if there is one. */
  run(): Promise<void>
  /** Ends the loop after one last run. */
  stop(): Promise<void>
}

/**
 * Runs a job repeatedly in the background, never twice at once, without keeping the process alive. Only the job's own
 * statements bound how long a run takes. Every instance runs the loop, so a job must be safe to run on all at once.
 * @param failed called with whatever a run throws; the loop goes on
 */
export function repeat(job: () => Promise<void>, everyMs: number, failed: (error: Error) => void): Job {
  let last = Promise.resolve()
  function run() {
    last = last.then(job).catch(failed)
    return last
  }
  const timer = setInterval(run, everyMs).unref()
  return {
    run,
    stop() {
      clearInterval(timer)
      return run()
    },
  }
}
