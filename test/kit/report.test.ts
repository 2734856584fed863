import { text } from 'node:stream/consumers'
import t from 'tap'
import Report from './report.ts'

const STREAM = `TAP version 14
# Subtest: test/good.test.ts
    ok 1 - a promise
    1..1
ok 1 - test/good.test.ts # time=1500.5ms
# Subtest: test/bad.test.ts
    # Subtest: a group
        # Subtest: a promise
            not ok 1 - the count
              ---
              compare: ===
              at:
                fileName: test/bad.test.ts
                lineNumber: 4
              stack: |
                somewhere
              diff: |
                --- expected
                +++ actual
                @@ -1,1 +1,1 @@
                -4
                +3
              ...
            1..1
        not ok 1 - a promise # time=3ms
          ---
          at:
            fileName: test/bad.test.ts
          ...
        ok 2 - another (skipped: no server) # SKIP
        1..2
    not ok 1 - a group # time=5ms
    1..1
not ok 2 - test/bad.test.ts # time=20ms
# Subtest: test/late.test.ts
    not ok 1 - timeout!
      ---
      expired: test/late.test.ts
      ...
    1..1
not ok 3 - test/late.test.ts # time=300000ms
  ---
  signal: SIGTERM
  ...
# Subtest: test/folder/all.ts
    # Subtest: test/folder/one.test.ts
        ok 1 - test/folder/two.test.ts
        1..1
    ok 1 - test/folder/one.test.ts # time=250ms
    1..1
ok 4 - test/folder/all.ts # time=2000ms
1..4
# { total: 4, pass: 1, fail: 2, skip: 1 }
`

const REPORT = `ok    1.5 s  test/good.test.ts
not ok    0.0 s  test/bad.test.ts
not ok  300.0 s  test/late.test.ts
ok    0.3 s  test/folder/one.test.ts
ok    2.0 s  test/folder/all.ts

not ok - test/bad.test.ts > a group > a promise > the count
  expected (-) and found (+):
    -4
    +3
  at test/bad.test.ts:4

not ok - test/late.test.ts > timeout!
    {
      "expired": "test/late.test.ts"
    }

1 passed, 2 failed, 1 skipped
`

t.test('every file has its line, and last comes each failed assertion once, in words, and the sum', async t => {
  for (const size of [1, 7, STREAM.length]) {
    const report = new Report()
    for (let at = 0; at < STREAM.length; at += size) report.write(STREAM.slice(at, at + size))
    report.end()
    t.equal(await text(report), REPORT, `in pieces of ${size}`)
  }
})
