import pino from 'pino';

/**
 * The one logger: a JSON line per event on stdout, with `event` as its name and the ids of operation and store where there
 * are any. Values that could carry a secret are censored whatever the caller does.
 */
export const log = pino({
  level: process.env.LOG_LEVEL ?? 'info',
  base: null,
  messageKey: 'event',
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
  redact: {
    paths: [
      'password',
      'secret',
      'token',
      'authorization',
      'cookie',
      '*.password',
      '*.secret',
      '*.token',
      '*.authorization',
      '*.cookie',
    ],
    censor: '[redacted]',
  },
});
