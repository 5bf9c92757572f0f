import { describe, expect, it } from 'vitest';
import { EXIT, Exit } from './exit.ts';
import { parseRequest } from './usage.ts';

function refusalOf(args: string[]): Exit {
  try {
    parseRequest(args);
  } catch (error) {
    if (error instanceof Exit) return error;
    throw error;
  }
  throw new Error(`${JSON.stringify(args)} was accepted.`);
}

describe('the words after scripts/store', () => {
  it('are a command, its store and its options, in any order', () => {
    expect(parseRequest(['delete', '--wait', 'a-shop', '--timeout', '2.5', '--json'])).toEqual({
      command: 'delete',
      store: 'a-shop',
      options: {},
      wait: true,
      json: true,
      timeoutSeconds: 2.5,
    });
  });

  it.each([
    [['sell'], 'no command "sell"'],
    [['constructor'], 'no command "constructor"'],
    [['get'], 'Say which store'],
    [['get', 'one', 'two'], 'Say which store'],
    [['list', 'more'], 'no further words'],
    [['list', '--wait'], 'no option --wait'],
    [['get', 'a-shop', '--force'], '--force'],
    [['get', '-n'], '-n'],
    [['create', '--name', 'a-shop'], '--type'],
    [['create', '--type', 'medusa'], '--name'],
    [['wait', 'a-shop', '--timeout', 'soon'], 'number of seconds'],
    [['wait', 'a-shop', '--timeout', '0'], 'number of seconds'],
  ])('%j are refused as wrong usage', (args, words) => {
    const { code, message } = refusalOf(args);
    expect(code).toBe(EXIT.usage);
    expect(message).toContain(words);
  });
});
