/** More is never kept of a log, in characters; however long its lines are. */
export const LOG_CHARACTERS_MAX = 256 * 1024;

/** The last `lines` lines of a log, from the beginning of a line, less where they are longer than 256 KiB. */
export function endOfLog(text: string, lines: number): string {
  let start = Math.max(0, text.length - LOG_CHARACTERS_MAX);
  if (start > 0) start = text.indexOf('\n', start - 1) + 1 || text.length;
  let lineStart = text.length - (text.endsWith('\n') ? 1 : 0);
  for (let left = lines; left > 0 && lineStart > start; left -= 1) lineStart = text.lastIndexOf('\n', lineStart - 1);
  return text.slice(Math.max(start, lineStart + 1));
}
