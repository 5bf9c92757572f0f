import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findOnPath } from '#scripts/local/tools/system.ts';

const run = promisify(execFile);
const checkout = join(import.meta.dirname, '../..');

/** What every Linux has, and the scripts may use. */
const BASE = (
  'awk base64 basename bash cat chmod chown cmp cp cut date dirname env flock git grep head id install ln mkdir mktemp mv od openssl ' +
  'paste readlink rm sed sh sha256sum sort stat tail touch tr true uname xargs'
).split(' ');

/** One call of a recorded program. */
export type Call = { words: string; stdin: string; environment: string };

/** How a script ended. */
export type Ending = { code: number; stdout: string; stderr: string };

/** A machine that has these programs beside what every Linux has, with a checkout of its own whose state a test may change. */
export class Machine {
  readonly folder = mkdtempSync(join(tmpdir(), 'scripts-'));
  readonly checkout = join(this.folder, 'checkout');
  private readonly recorded = join(this.folder, 'recorded');
  private readonly programs = join(this.folder, 'programs');

  constructor(programs: readonly string[]) {
    for (const folder of [this.checkout, this.recorded, this.programs]) mkdirSync(folder);
    for (const name of ['scripts', 'images', 'Dockerfile'])
      cpSync(join(checkout, name), join(this.checkout, name), { recursive: true });
    symlinkSync(join(checkout, 'helm'), join(this.checkout, 'helm'));
    for (const name of BASE.filter((one) => !programs.includes(one))) {
      const path = findOnPath(name);
      if (path) symlinkSync(path, join(this.programs, name));
    }
    for (const name of programs) symlinkSync(join(import.meta.dirname, 'recorded/tool'), join(this.programs, name));
  }

  /** Makes something true of the machine that the recorded programs know, such as `secret`. */
  set(name: string, text = ''): void {
    writeFileSync(join(this.recorded, name), text);
  }

  read(name: string): string {
    return readFileSync(join(this.recorded, name), 'utf8');
  }

  has(name: string): boolean {
    return existsSync(join(this.recorded, name));
  }

  /** Runs a script of the checkout to its end. */
  async run(script: string, args: readonly string[] = [], env: Record<string, string> = {}): Promise<Ending> {
    const surroundings = { PATH: this.programs, HOME: this.folder, RECORDED: this.recorded, ...env };
    try {
      return {
        code: 0,
        ...(await run(join(this.checkout, 'scripts', script), args, {
          env: surroundings as unknown as NodeJS.ProcessEnv,
        })),
      };
    } catch (error) {
      const { code, stdout, stderr } = error as Ending;
      return { code, stdout, stderr };
    }
  }

  /** What was called, in order; forgotten then. */
  calls(): Call[] {
    const path = join(this.recorded, 'calls');
    if (!existsSync(path)) return [];
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    rmSync(path);
    const text = (base64 = '') => Buffer.from(base64, 'base64').toString();
    return lines.map((line) => {
      const fields = line.replace(/\t$/, '').split('\t');
      return { words: fields.slice(0, -2).join(' '), stdin: text(fields.at(-2)), environment: text(fields.at(-1)) };
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
