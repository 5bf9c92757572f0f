import { expect, it } from 'vitest';
import { parseAuditFilter, toAuditInput } from './parse-audit-filter.ts';

const parse = (query: string) => parseAuditFilter(new URLSearchParams(query));

it('reads the filter of a link', () => {
  const query = 'person=ada&store=shop&action=store.delete&from=2026-11-01&until=2026-11-26';
  expect(parse(query)).toEqual(Object.fromEntries(new URLSearchParams(query)));
});

it('passes over what it does not know, so that any link leads to the log', () => {
  expect(parse('person=&action=melt&from=yesterday&until=2026-13-45&x=1')).toEqual({});
});

it('asks for both days, from the beginning of the first to the end of the last', () => {
  const { from = '', until = '' } = toAuditInput({ from: '2026-11-25', until: '2026-11-26' });
  expect(new Date(from)).toEqual(new Date(2026, 10, 25));
  expect(new Date(until)).toEqual(new Date(2026, 10, 27));
});
