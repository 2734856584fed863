export type JobName = 'activity' | 'first_uses' | 'graces' | 'rejected_requests' | 'sessions'

/** Background work that every instance repeats. It must be safe to run on all instances at once. */
export interface Job {
  name: JobName
  everyMs: number
  /** After this long, a run sends no further statement and fails. The database bounds each statement. */
  deadlineMs: number
  /** What a failed run means, for the log. */
  failure: string
  run(deadline: AbortSignal): Promise<void>
}

export interface RepeatedJob {
  /** Runs the job now, or after the current run. Never rejects: a failure goes to the observer. */
  run(): Promise<void>
  /** Ends the loop after one last run. */
  stop(): Promise<void>
}

/** Receives the duration of every run, and the error of a failed one. */
type Observe = (job: Job, seconds: number, error: Error | undefined) => void

/** Runs a job repeatedly, never twice at once, without keeping the process alive. */
export function repeat(job: Job, observe: Observe): RepeatedJob {
  let last = Promise.resolve()

  async function runOnce() {
    const begun = performance.now()
    const error = await job.run(AbortSignal.timeout(job.deadlineMs)).then(() => undefined, toError)
    observe(job, (performance.now() - begun) / 1000, error)
  }

  function run() {
    last = last.then(runOnce)
    return last
  }

  const timer = setInterval(run, job.everyMs).unref()
  return {
    run,
    stop() {
      clearInterval(timer)
      return run()
    },
  }
}

const toError = (error: Error) => error
