import { writeFile } from 'node:fs/promises'
import { publishedDocument } from './document.ts'
import { clientTypes, SCHEMA_FILE } from './document-types.ts'

// `npm run client:types`, after the schema of a route has changed.
await writeFile(SCHEMA_FILE, await clientTypes(await publishedDocument()))
