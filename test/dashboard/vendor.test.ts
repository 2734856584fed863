import { readFile } from 'node:fs/promises'
import t from 'tap'
import { VENDOR_FILE, vendored } from '../../cli/vendored.ts'

t.test('the page’s libraries are those that are installed (if not: npm run dashboard:vendor)', async t => {
  t.equal(await readFile(VENDOR_FILE, 'utf8'), await vendored())
})
