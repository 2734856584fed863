import { spawnSync } from 'node:child_process'
import { constants, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { LogWriter } from '../../http/log.ts'
import { plainLog } from '../../http/plain-log.ts'

const LINE = `${'x'.repeat(199)}\n`
const WOULD_BLOCK = { message: 'the log cannot be written: EAGAIN' }
/** The most text that can wait, and the capacity of a pipe. */
const ROOM = 4_194_304 + 65_536

/**
 * A pipe whose reader reads only on request. It stays open, because its writer may still be retrying, and would write
 * to the next file that gets the same descriptor.
 */
function pipe(folder: string, name: string) {
  const path = join(folder, name)
  spawnSync('mkfifo', [path])
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  const writer = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK)
  const buffer = Buffer.alloc(1 << 20)
  function read() {
    try {
      return buffer.toString('utf8', 0, readSync(reader, buffer))
    } catch {
      return ''
    }
  }
  return { writer, read }
}

/** A writer to a pipe, and another pipe as stderr. */
function scene(t: Test) {
  const folder = t.testdir()
  const [out, err] = [pipe(folder, 'out'), pipe(folder, 'err')]
  const log = new LogWriter(out.writer, err.writer)
  async function readAll() {
    let text = ''
    for (let quiet = 0; quiet < 20; quiet++) {
      const more = out.read()
      text += more
      if (more !== '') quiet = 0
      await sleep(5)
    }
    return text
  }
  return { log, readAll, stderr: err.read }
}

t.test('a stalled reader costs a bounded amount of memory, and dropped lines are counted', async t => {
  const { log, readAll, stderr } = scene(t)
  const sent = 30_000
  for (let count = 0; count < sent; count++) {
    log.write(LINE)
    if (count % 1_000 === 0) await sleep(0)
  }
  t.notOk(log.isWritable)
  t.match(stderr(), /^keyward cannot write its log \(EAGAIN\): revocations are answered 503 until it can\n$/)
  const kept = sent - log.dropped
  t.ok(kept * LINE.length <= ROOM, `${kept} are kept`)
  t.equal(await readAll(), LINE.repeat(kept), 'and they come whole and in order')
  t.ok(log.isWritable)
  t.equal(stderr(), `keyward can write its log again; lines dropped since the start: ${log.dropped}\n`)
})

t.test('a record is written before waiting lines, and reported only once it is written', async t => {
  const { log, readAll } = scene(t)
  for (let count = 0; count < 2_000; count++) log.write(LINE)
  log.flush()
  const big = `${'r'.repeat(300_000)}\n`
  const recorded = log.record([big, 'second\n'])
  const text = await readAll()
  await recorded
  t.ok(text.startsWith(LINE))
  t.ok(text.includes(`\n${big}second\n${LINE}`))
  t.equal(text.length, 2_000 * LINE.length + big.length + 'second\n'.length)
})

t.test('a record that cannot be written in time fails, and is written later', async t => {
  const { log, readAll } = scene(t)
  for (let count = 0; count < 1_000; count++) log.write(LINE)
  log.flush()
  await t.rejects(log.record(['late\n']), WOULD_BLOCK)
  await t.rejects(log.record([`${'p'.repeat(100_000)}\n`]), WOULD_BLOCK)
  t.equal(log.failed, 2)
  const text = await readAll()
  t.ok(text.indexOf('late\n') < text.lastIndexOf(LINE), 'before the lines that wait')
  await log.record(['in time\n'])
  t.ok((await readAll()).endsWith('in time\n'))
})

t.test('a record that was partly written is completed, even after it has failed', async t => {
  const { log, readAll } = scene(t)
  const big = `${'b'.repeat(100_000)}\n`
  await t.rejects(log.record([big]), WOULD_BLOCK)
  await t.rejects(log.record(['after it\n']), WOULD_BLOCK)
  t.equal(await readAll(), `${big}after it\n`)
})

t.test('waiting records are bounded too', async t => {
  const { log } = scene(t)
  const big = `${'b'.repeat(3_000_000)}\n`
  const first = t.rejects(log.record([big]), WOULD_BLOCK)
  const second = t.rejects(log.record([big]), WOULD_BLOCK)
  await t.rejects(log.record([big]), WOULD_BLOCK)
  await Promise.all([first, second])
})

t.test('a full disk fails records immediately; recording no lines never fails', async t => {
  const full = openSync('/dev/full', 'w')
  const log = new LogWriter(full, full)
  await log.record([])
  await t.rejects(log.record(['a\n']), { message: 'the log cannot be written: ENOSPC' })
  await t.rejects(log.record(['b\n']), { message: 'the log cannot be written: ENOSPC' })
  log.write('c\n')
  await log.drained(20)
  t.equal(log.failed, 2)
  t.notOk(log.isWritable)
})

t.test('a log that fails repeatedly is reported once in ten seconds', async t => {
  const { log, readAll, stderr } = scene(t)
  for (let round = 0; round < 2; round++) {
    for (let count = 0; count < 1_000; count++) log.write(LINE)
    log.flush()
    await t.rejects(log.record(['late\n']), WOULD_BLOCK)
    await readAll()
    t.ok(log.isWritable)
  }
  t.match(stderr(), /^keyward cannot.*\nkeyward can write.*\n$/)
})

t.test('a plain log passes on each line', async t => {
  const lines: string[] = []
  const log = plainLog({ write: line => lines.push(line) })
  log.write('a\n')
  await log.record(['b\n', 'c\n'])
  t.same(lines, ['a\n', 'b\n', 'c\n'])
})
