import { mkdir, writeFile } from 'node:fs/promises'
import { bundles } from './bundles.ts'
import { publishedDocument } from './document.ts'
import { LIMITS_FILE, limitsModule } from './document-limits.ts'

// `npm run dashboard:build`, after dashboard/, one of its packages or a limit of the API has changed.
await writeFile(LIMITS_FILE, limitsModule((await publishedDocument()) as never))
for (const { file, text } of await bundles()) {
  await mkdir(new URL('.', file), { recursive: true })
  await writeFile(file, text)
}
