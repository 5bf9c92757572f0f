import { expect, test } from 'vitest';
import { BoundedOutput, OUTPUT_LIMIT_BYTES } from './bounded-output.ts';

test('a short output is whole', () => {
  const output = new BoundedOutput();
  output.add(Buffer.from('one '));
  output.add(Buffer.from('two'));
  expect(output.text()).toBe('one two');
  expect(output.droppedBytes).toBe(0);
});

test('of an endless output the end is kept, and what is lost is counted', () => {
  const output = new BoundedOutput();
  const chunk = Buffer.alloc(65_536, 'x');
  for (let count = 0; count < 1000; count += 1) output.add(chunk);
  output.add(Buffer.from('Error: last words'));
  const kept = output.text();
  expect(kept.endsWith('Error: last words')).toBe(true);
  expect(kept.length).toBeLessThanOrEqual(OUTPUT_LIMIT_BYTES + chunk.length);
  expect(output.droppedBytes + kept.length).toBe(1000 * chunk.length + 'Error: last words'.length);
});

test('as long as what is dropped would be missed, it is kept', () => {
  const output = new BoundedOutput();
  output.add(Buffer.from('ab'));
  output.add(Buffer.alloc(OUTPUT_LIMIT_BYTES - 1, 'x'));
  expect(output.droppedBytes).toBe(0);
  output.add(Buffer.from('y'));
  expect(output.droppedBytes).toBe(2);
  expect(output.text().length).toBe(OUTPUT_LIMIT_BYTES);
});

test('256 KiB are enough for any list of releases', () => {
  expect(OUTPUT_LIMIT_BYTES).toBe(262_144);
});
