/** `transient`: the same mail may pass later. `permanent`: it never will; somebody has to change the address or the settings. */
export type MailErrorKind = 'transient' | 'permanent';

/** The only error that leaves this folder. */
export class MailError extends Error {
  override readonly name = 'MailError';
  readonly kind: MailErrorKind;

  /** By name: the copy of this class that threw may be another one (server/singleton.ts). */
  static override [Symbol.hasInstance](value: unknown): value is MailError {
    return value instanceof Error && value.name === 'MailError';
  }

  constructor(kind: MailErrorKind, message: string, options: { cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.kind = kind;
  }
}
