import { readFile } from 'node:fs/promises'
import t from 'tap'
import { bundles } from '../../cli/bundles.ts'

t.test('what browsers get is what dashboard/ and the lockfile say (if not: npm run dashboard:build)', async t => {
  const all = await bundles()
  t.ok(all.length > 2)
  for (const { file, text } of all) t.ok((await readFile(file, 'utf8')) === text, file.pathname)
})
