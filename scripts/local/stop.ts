/** An expected end: a sentence that says what happened and what to do. `runMain` prints it and exits with 1. */
export class Stop extends Error {
  override name = 'Stop';
}

const sentences: Record<string, (error: NodeJS.ErrnoException) => string> = {
  ENOSPC: (error) => `The disk is full${error.path ? ` (${error.path})` : ''}: free some space, then run this again.`,
  EACCES: (error) => `No permission for ${error.path ?? 'a file'}: make it yours, or run this as the user who owns it.`,
  EROFS: (error) => `${error.path ?? 'A folder'} is read-only: work in a checkout that can be written to.`,
};

/** The one sentence for a person; an unforeseen error keeps its stack, because only that helps to find it. */
export function sentenceOf(error: unknown): string {
  if (error instanceof Stop) return error.message;
  if (!(error instanceof Error)) return String(error);
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return sentences[code]?.(error) ?? error.stack ?? error.message;
}

/** Runs a script's main function; an error becomes one sentence on stderr and exit code 1. */
export async function runMain(main: () => Promise<number | void>): Promise<void> {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    process.stderr.write(`${sentenceOf(error)}\n`);
    process.exitCode = 1;
  }
}
