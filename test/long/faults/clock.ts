// For `--import`: a clock that is wrong. SIGWINCH, to which keyward itself does not listen, moves it by CLOCK_JUMP_MS;
// timers, which no clock moves, go on.
const jump = Number(process.env['CLOCK_JUMP_MS'])
const TrueDate = Date
let shift = 0

globalThis.Date = class WrongDate extends TrueDate {
  constructor(...parts: [] | [string | number | Date]) {
    if (parts.length === 0) super(TrueDate.now() + shift)
    else super(...parts)
  }

  static override now() {
    return TrueDate.now() + shift
  }
} as DateConstructor

process.on('SIGWINCH', () => {
  shift += jump
  process.stdout.write(`its clock says ${new Date().toISOString()}\n`)
})
