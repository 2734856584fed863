import { mkdir, writeFile } from 'node:fs/promises'
import { bundles } from './bundles.ts'

// `npm run dashboard:build`, after anything in dashboard/ or one of its packages has changed.
for (const { file, text } of await bundles()) {
  await mkdir(new URL('.', file), { recursive: true })
  await writeFile(file, text)
}
