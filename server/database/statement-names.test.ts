import { describe, expect, it } from 'vitest';
import { NAMED_MOST, PARAMETERS_MOST, statementNames } from './statement-names.ts';

const statement = (sql: string, parameters = 0) => ({ sql, args: Array<string>(parameters).fill('x') });

describe('names of statements', () => {
  it('stand for one text each, and a text keeps its own', () => {
    const nameOf = statementNames();
    const [one, other] = [nameOf(statement('select 1')), nameOf(statement('select 2'))];
    expect(one).not.toBe(other);
    expect([nameOf(statement('select 1')), nameOf(statement('select 2'))]).toEqual([one, other]);
  });

  it('are not used up by lists, whose text is another for each length', () => {
    const nameOf = statementNames();
    const lists = Array.from({ length: NAMED_MOST }, (_, more) =>
      nameOf(statement(`in ${more}`, PARAMETERS_MOST + 1 + more)),
    );
    expect(new Set(lists)).toEqual(new Set(['']));
    expect(nameOf(statement('select 1', PARAMETERS_MOST))).not.toBe('');
  });

  it('are bounded', () => {
    const nameOf = statementNames();
    const names = Array.from({ length: NAMED_MOST }, (_, text) => nameOf(statement(`select ${text}`)));
    expect(new Set(names).size).toBe(NAMED_MOST);
    expect(names).not.toContain('');
    expect(nameOf(statement('one more'))).toBe('');
    expect(nameOf(statement('select 0'))).toBe(names[0]);
  });
});
