import { together } from '../kit/together.ts'

await together(import.meta.dirname)
