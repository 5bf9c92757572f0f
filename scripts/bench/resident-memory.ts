import { readFile } from 'node:fs/promises';
import { execa } from 'execa';

const BYTES_PER_KILOBYTE = 1024;
const BYTES_PER_MEGABYTE = 1e6;

/** What a process holds in memory (RSS), in megabytes of 10⁶ bytes. */
export async function residentMegabytes(pid: number): Promise<number> {
  const kilobytes = process.platform === 'linux' ? await fromProc(pid) : await fromPs(pid);
  return (kilobytes * BYTES_PER_KILOBYTE) / BYTES_PER_MEGABYTE;
}

async function fromProc(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]);
}

/**
 * The part of the machine's memory that is a process's (PSS, Linux), in megabytes of 10⁶ bytes: a page that several hold, such as those
 * of a program that runs eight times, counts with each for its share.
 */
export async function proportionalMegabytes(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8');
  return (Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1]) * BYTES_PER_KILOBYTE) / BYTES_PER_MEGABYTE;
}

async function fromPs(pid: number): Promise<number> {
  const { stdout } = await execa('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Number(stdout);
}
