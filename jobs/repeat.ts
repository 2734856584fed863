export interface Job {
  /** Runs it now, after the run that is on its way, if there is one. */
  run(): Promise<void>
  /** Ends the loop after one last run. */
  stop(): Promise<void>
}

/**
 * Runs a job in the background, again and again and never twice at once. It keeps no process alive. Its own statements
 * bound how long a run takes; every instance has the loop, so a job has to be safe to run on all of them at once.
 * @param failed told of what a run throws; the loop goes on
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
