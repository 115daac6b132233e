const eraseLine = '\r\u001b[2K'

/** One line that replaces itself, for people only: in a pipe or a log it would be noise. */
export function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(eraseLine + text)
}
