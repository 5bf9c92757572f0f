import { expect, it } from 'vitest';
import { parseFilter } from './parse-filter.ts';

const TYPES = ['woocommerce', 'medusa'];
const parse = (query: string) => parseFilter(new URLSearchParams(query), TYPES);

it('reads the filter of a link', () => {
  expect(parse('status=ready&type=medusa&name=shop&sort=oldest')).toEqual({
    status: 'ready',
    type: 'medusa',
    name: 'shop',
    sort: 'oldest',
  });
});

it('passes over what it does not know, so that any link leads to a list', () => {
  expect(parse('status=melted&type=paper&name=&sort=price&x=1')).toEqual({});
  expect(parse(`name=${'a'.repeat(100)}`).name).toHaveLength(40);
});

it('has one name for the usual order: none', () => {
  expect(parse('sort=newest')).toEqual({});
  expect(parse('sort=name')).toEqual({ sort: 'name' });
});
