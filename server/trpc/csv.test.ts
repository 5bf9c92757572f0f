import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvRecord } from './csv.ts';

/** One record as RFC 4180 has it, every cell quoted. */
function parse(record: string): string[] {
  expect(record).toMatch(/^"(?:[^"]|"")*"(?:,"(?:[^"]|"")*")*\r\n$/);
  return [...record.matchAll(/"((?:[^"]|"")*)"[,\r]/g)].map(([, cell = '']) => cell.replaceAll('""', '"'));
}

const hostile = fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '"', ',', '\r\n', 'é', ' ');
const cell = fc.oneof(
  fc.string(),
  fc.array(fc.oneof(hostile, fc.string({ maxLength: 3 }))).map((parts) => parts.join('')),
);

it('says every cell as it is, or with an apostrophe before what a spreadsheet would run', () => {
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1 }), (cells) => {
      const read = parse(csvRecord(cells));
      expect(read).toHaveLength(cells.length);
      read.forEach((text, index) => {
        expect(text).not.toMatch(/^[=+\-@\t\r\n]/);
        expect([cells[index], `'${cells[index]}`]).toContain(text);
      });
    }),
    { numRuns: 2_000 },
  );
});

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("https://evil.example")'])(
  'lets %j be no formula',
  (formula) => {
    expect(parse(csvRecord([formula, 'shop']))).toEqual([`'${formula}`, 'shop']);
  },
);
