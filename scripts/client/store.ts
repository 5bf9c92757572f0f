import { runCommand } from './commands.ts';
import { EXIT, exitOf } from './exit.ts';
import { connect, defaultUrl } from './platform.ts';
import { parseRequest } from './usage.ts';

/** `scripts/store`: the stores of one person from a shell, over the same typed API as the dashboard. */
async function main(args: string[]): Promise<number> {
  let url = '';
  try {
    const request = parseRequest(args);
    url = request.options.url ?? defaultUrl();
    const { value, text, failure } = await runCommand(connect(url), request);
    process.stdout.write(`${request.json ? JSON.stringify(value, null, 2) : text}\n`);
    if (failure === undefined) return EXIT.ok;
    process.stderr.write(`${failure}\n`);
    return EXIT.failed;
  } catch (error) {
    const exit = exitOf(error, url);
    process.stderr.write(`${exit.message}\n`);
    return exit.code;
  }
}

process.exitCode = await main(process.argv.slice(2));
