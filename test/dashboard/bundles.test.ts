import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { bundles } from '../../cli/bundles.ts'
import { LIMITS_FILE } from '../../cli/document-limits.ts'
import { SCHEMA_FILE } from '../../cli/document-types.ts'
import { ROOT } from '../kit/process.ts'

t.test('the bundles match dashboard/ and the lockfile (if not: npm run dashboard:build)', async t => {
  const all = await bundles()
  t.ok(all.length > 2)
  for (const { file, text } of all) t.ok((await readFile(file, 'utf8')) === text, file.pathname)
})

t.test('generated files are marked for reviewers', async t => {
  const files = [...(await bundles()).map(({ file }) => file), LIMITS_FILE, SCHEMA_FILE].map(file =>
    fileURLToPath(file),
  )
  const marks = execFileSync('git', ['check-attr', 'linguist-generated', ...files], { cwd: ROOT }).toString()
  t.equal(marks.match(/: linguist-generated: set$/gm)?.length, files.length, marks)
})
