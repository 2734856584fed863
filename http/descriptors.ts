/** How many connections an instance takes, if it may open enough files. One that downloads takes 25 kB: 250 MB for all. */
const MOST_CONNECTIONS = 10_000
/** What a gateway in front needs at least, even where few files may be open. */
const LEAST_CONNECTIONS = 8
/** Descriptors for all else: the embedded database has about 100 files, Node about 30. */
const RESERVED = 200

/** @returns how many clients may be connected, so that a pool of so many connections and all else find descriptors */
export function connectionsFor(databasePoolMax: number, openFiles = openFilesLimit()) {
  const left = [openFiles - RESERVED - databasePoolMax].filter(Number.isFinite)
  return Math.max(LEAST_CONNECTIONS, Math.min(MOST_CONNECTIONS, ...left))
}

/** The system's limit on open files; NaN if there is none, or none is known (Windows). */
function openFilesLimit() {
  Object.assign(process.report, { excludeNetwork: true })
  const { userLimits } = process.report.getReport() as { userLimits?: { open_files: { soft: unknown } } }
  return Number(Object(userLimits?.open_files).soft)
}
