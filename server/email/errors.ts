/** `transient`: the same mail may pass later. `permanent`: it never will; somebody has to change the address or the settings. */
export type MailErrorKind = 'transient' | 'permanent';

/** The only error that leaves this folder. */
export class MailError extends Error {
  override readonly name = 'MailError';
  readonly kind: MailErrorKind;

  constructor(kind: MailErrorKind, message: string, options: { cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.kind = kind;
  }
}
