import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

export interface Load {
  /** Requests per second. */
  rate: number
  /** Milliseconds. */
  p50: number
  p99: number
  /** Answers of 400 and more, and connections that failed. */
  failed: number
}

export interface LoadOptions {
  connections?: number
  seconds?: number
  script?: string
  args?: string[]
}

/** Loads an address with wrk (https://github.com/wg/wrk) and reads its report. */
export async function load(url: string, { connections = 64, seconds = 10, script, args = [] }: LoadOptions = {}) {
  const options = ['-t1', `-c${connections}`, `-d${seconds}s`, '--latency', ...(script ? ['-s', script] : [])]
  const { stdout } = await run('wrk', [...options, url, '--', ...args])
  return parse(stdout)
}

function parse(report: string): Load {
  const number = (pattern: RegExp) => Number(pattern.exec(report)?.[1] ?? 0)
  return {
    rate: number(/Requests\/sec:\s+([\d.]+)/),
    p50: milliseconds(/ 50%\s+(\S+)/.exec(report)?.[1]),
    p99: milliseconds(/ 99%\s+(\S+)/.exec(report)?.[1]),
    failed: number(/Non-2xx or 3xx responses: (\d+)/) + (/Socket errors/.test(report) ? 1 : 0),
  }
}

function milliseconds(text = '') {
  const [, value, unit = 'ms'] = /([\d.]+)(us|ms|s)/.exec(text) ?? []
  const factor = { us: 0.001, ms: 1, s: 1000 }[unit] ?? Number.NaN
  return Number(value) * factor
}
