import type { Reporter, TestCase, TestModule } from 'vitest/node';
import './heal.ts';
import { ROWS } from './rows.ts';

/** Prints, when the suite has ended, a line for each row of the list of faults: its number, its promise, how its tests ended, the time to heal. */
export default class FaultTable implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const lines = Object.entries(ROWS).map(([id, { guarantee, untested }]) => {
      const own = tests.filter(({ fullName }) => new RegExp(`\\b${id}\\b`).test(fullName));
      return [id, guarantee, resultOf(own) ?? untested ?? 'no test in this run', healOf(own)];
    });
    console.log(`\n${layOut([['id', 'guarantee', 'result', 'time to heal'], ...lines])}\n`);
  }
}

/** Null without tests. */
function resultOf(tests: readonly TestCase[]): string | null {
  if (tests.length === 0) return null;
  const counts = Map.groupBy(tests, (test) => test.result().state);
  return (['failed', 'pending', 'skipped', 'passed'] as const)
    .flatMap((state) => (counts.has(state) ? [`${counts.get(state)?.length} ${state}`] : []))
    .join(', ');
}

function healOf(tests: readonly TestCase[]): string {
  const seconds = tests.flatMap((test) => test.meta().healSeconds ?? []);
  return seconds.length > 0 ? `${Math.max(...seconds).toFixed(1)} s` : '';
}

/** Columns as wide as their widest cell. */
function layOut(rows: readonly string[][]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
