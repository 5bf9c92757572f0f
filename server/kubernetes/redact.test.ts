import { describe, expect, it } from 'vitest';
import { redact } from './redact.ts';

const PASSWORD = 'pa/ss+word=1€';

describe('a value of the store’s own Secret is censored', () => {
  const forms = {
    'as it is': PASSWORD,
    'URL-encoded': encodeURIComponent(PASSWORD),
    'in base64': Buffer.from(PASSWORD).toString('base64'),
    'in base64 for URLs': Buffer.from(PASSWORD).toString('base64url'),
    'in hexadecimal': Buffer.from(PASSWORD).toString('hex'),
    'in capital hexadecimal': Buffer.from(PASSWORD).toString('hex').toUpperCase(),
    'within a JSON string': JSON.stringify({ a: `${PASSWORD}"` }).slice(6, -4),
  };

  it.each(Object.entries(forms))('%s', (_, form) => {
    expect(redact(`x ${form} y`, [PASSWORD])).toBe('x [redacted] y');
    expect(redact(form, [PASSWORD])).toBe('[redacted]');
  });

  it.each(['', 'u:', 'us:', 'use:', 'user:'])('in the middle of what is in base64, after %j', (before) => {
    for (const after of ['', '\n', '@db', '@db:5432']) {
      const line = Buffer.from(before + PASSWORD + after).toString('base64');
      const left = redact(`X-Header ${line}`, [PASSWORD]);
      expect(left).toContain('[redacted]');
      // Nine of its twelve digits or more are gone: less than a byte can be read at each edge.
      expect(line.length - left.replace('X-Header ', '').replace('[redacted]', '').length).toBeGreaterThanOrEqual(18);
    }
  });

  it('where the log was cut off within it', () => {
    expect(redact(`${PASSWORD.slice(3)} is the end\nand the start ${PASSWORD.slice(0, -3)}`, [PASSWORD])).toBe(
      '[redacted] is the end\nand the start [redacted]',
    );
  });

  it('with nothing left of one that contains another', () => {
    expect(redact('x abcdefghij-more y', ['abcdefghij', 'abcdefghij-more'])).toBe('x [redacted] y');
  });

  it('unless it is a word too short to be a secret', () => {
    expect(redact('user admin signed in', ['admin', ''])).toBe('user admin signed in');
  });
});

describe('a secret that nobody told us is censored', () => {
  it.each([
    ['postgres://medusa:s3cr3t@db:5432/medusa', 'postgres://medusa:[redacted]@db:5432/medusa'],
    ['redis://:s3/c@r3t@cache:6379', 'redis://:[redacted]@cache:6379'],
    ['DSN mysql+pymysql://root:a:b@10.0.0.1', 'DSN mysql+pymysql://root:[redacted]@10.0.0.1'],
    ['url="amqps://u:s3cr3t@mq/vhost" ok', 'url="amqps://u:[redacted]@mq/vhost" ok'],
    ['PGPASSWORD=s3cr3t psql', 'PGPASSWORD=[redacted] psql'],
    ['MYSQL_ROOT_PASSWORD: s3cr3t', 'MYSQL_ROOT_PASSWORD: [redacted]'],
    ['{"password":"s3 cr3t\\"x","user":"a"}', '{"password":"[redacted]","user":"a"}'],
    ['{"answer":"{\\"token\\":\\"s3cr3t\\",\\"a\\":1}"}', '{"answer":"{\\"token\\":\\"[redacted]\\",\\"a\\":1}"}'],
    ["'jwt_secret' => 's3 cr3t', 'a' => 1", "'jwt_secret' => '[redacted]', 'a' => 1"],
    ["define( 'DB_PASSWORD', 's3cr3t' );", "define( 'DB_PASSWORD', '[redacted]' );"],
    ["define('LOGGED_IN_KEY',  's3 cr3t');", "define('LOGGED_IN_KEY',  '[redacted]');"],
    ['GET /x?access_token=s3cr3t&page=2', 'GET /x?access_token=[redacted]&page=2'],
    ['apiKey: s3cr3t, next', 'apiKey: [redacted], next'],
    ['run --password s3cr3t --verbose', 'run --password [redacted] --verbose'],
    ['run --db-password="s3 cr3t" --verbose', 'run --db-password="[redacted]" --verbose'],
    ['Authorization: Basic dXNlcjpzM2NyM3Q=', 'Authorization: [redacted]'],
    ['{"authorization":"Bearer s3cr3t"}', '{"authorization":"[redacted]"}'],
    ['sent Bearer abc.def-123456 to it', 'sent Bearer [redacted] to it'],
    ['Set-Cookie: session=s3cr3t; Path=/', 'Set-Cookie: [redacted]'],
    ['got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl back', 'got [redacted] back'],
    ['key sk_live_4eC39HqLyjWDarjtT1zdp7dc used', 'key [redacted] used'],
    ['AKIAIOSFODNN7EXAMPLE', '[redacted]'],
    ['a\n-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----\nb', 'a\n[redacted]\nb'],
    ['-----BEGIN PRIVATE KEY-----\nMIIB cut off', '[redacted]'],
  ])('%s', (text, shown) => {
    expect(redact(text, [])).toBe(shown);
    expect(redact(shown, []), 'once is enough').toBe(shown);
  });
});

describe('what helps a person to mend the store stays', () => {
  it.each([
    "Access denied for user 'wordpress'@'10.0.0.7' (using password: YES)",
    'FATAL:  password authentication failed for user "medusa"',
    'Error: connect ECONNREFUSED http://data:5432/',
    'listening on http://0.0.0.0:9000/app, see https://docs.example.com:8443/path',
    '2026-11-26T10:00:00Z [info] basic settings are loaded, 3 cookies were set',
    'SyntaxError: unexpected token } in JSON at position 12',
    'pulling ghcr.io/owner/image@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
    'the bearer of this ticket',
  ])('%s', (text) => {
    expect(redact(text, [])).toBe(text);
  });
});

it.each(['a', 'a-', 'x:', '://', 'password', 'password:', '"', '\\"', 'eyJ', 'sk_', 'bearer ', '-----BEGIN '])(
  'as much as is ever read of a log is looked through, whatever it is made of: %j',
  (piece) => {
    const log = piece.repeat(Math.ceil((256 * 1024) / piece.length));
    expect(typeof redact(log, [PASSWORD])).toBe('string');
  },
);
