import { Transform, type TransformCallback } from 'node:stream'
import { parse } from 'yaml'

/** How far TAP indents what belongs to a test within a test. */
const INDENT = 4

interface Failure {
  /** The file, the tests within tests, and the assertion. */
  path: string[]
  /** tap's diagnostics, in YAML. */
  diagnostics: string[]
}

/**
 * Prints a TAP stream for people: one line per file when it ends, and finally every failed assertion, in words. tap
 * loads this file (.taprc) and pipes it to the standard output.
 */
export default class Report extends Transform {
  #rest = ''
  readonly #tests: string[] = []
  readonly #failures: Failure[] = []
  #open: Failure | undefined
  #totals = ''

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback) {
    const lines = (this.#rest + String(chunk)).split('\n')
    this.#rest = lines.pop() ?? ''
    for (const line of lines) this.#read(line)
    done()
  }

  override _flush(done: TransformCallback) {
    for (const failure of this.#failures) this.push(`\n${inWords(failure)}\n`)
    const count = (what: string) => Number(new RegExp(`\\b${what}: (\\d+)`).exec(this.#totals)?.[1] ?? 0)
    this.push(`\n${count('pass')} passed, ${count('fail')} failed, ${count('skip')} skipped\n`)
    done()
  }

  #read(line: string) {
    const text = line.trimStart()
    const depth = (line.length - text.length) / INDENT
    if (text.startsWith('# Subtest: ')) this.#tests[depth] = text.slice('# Subtest: '.length)
    else if (/^(not )?ok \d+/.test(text)) this.#readResult(depth, text)
    else if (this.#open && /^ *(---|\.\.\.)$/.test(line)) this.#open = text === '---' ? this.#open : undefined
    else if (this.#open) this.#open.diagnostics.push(line)
    else if (depth === 0 && text.startsWith('# { total:')) this.#totals = text
  }

  #readResult(depth: number, text: string) {
    const [, not, name = '', time] = /^(not )?ok \d+(?: - )?(.*?)(?: # time=([\d.]+)ms)?(?: \{)?$/.exec(text) ?? []
    // A file, in a separate process or together with others (test/kit/together.ts).
    if (depth === 0 || (depth === 1 && /^test\/\S+\.test\.ts$/.test(name)))
      this.push(`${not ?? ''}ok ${(Number(time) / 1000).toFixed(1).padStart(6)} s  ${name}\n`)
    this.#open = undefined
    if (!not || / # (SKIP|TODO)\b/i.test(name)) return
    const path = [...this.#tests.slice(0, depth), name]
    // A test fails because something in it failed, which is reported already.
    if (this.#failures.some(failure => path.every((part, at) => failure.path[at] === part))) return
    this.#open = { path, diagnostics: [] }
    this.#failures.push(this.#open)
  }
}

/** Which test, what was expected and what was found. */
function inWords({ path, diagnostics }: Failure) {
  const { at, stack: _stack, source: _source, diff, wanted, found, compare: _compare, ...rest } = read(diagnostics)
  const lines = [
    `not ok - ${path.join(' > ')}`,
    ...(wanted === undefined ? [] : [`  expected: ${show(wanted)}`]),
    ...(found === undefined ? [] : [`  found:    ${show(found)}`]),
    ...(diff === undefined ? [] : ['  expected (-) and found (+):', indented(linesOf(String(diff)))]),
    ...(Object.keys(rest).length > 0 ? [indented(show(rest))] : []),
    ...(at === undefined ? [] : [`  at ${at.fileName}:${at.lineNumber}`]),
  ]
  return lines.join('\n')
}

interface Diagnostics extends Record<string, unknown> {
  at?: { fileName: string; lineNumber: number }
}

function read(diagnostics: string[]): Diagnostics {
  const text = diagnostics.join('\n')
  try {
    return Object(parse(text))
  } catch {
    return { diagnostics: text }
  }
}

/** A difference without its head. */
const linesOf = (diff: string) => diff.replace(/^(--- expected|\+\+\+ actual|@@ .*)\n/gm, '')

const show = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value, null, 2))
const indented = (text: string) => text.trimEnd().replace(/^/gm, '    ')
