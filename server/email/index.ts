export { deletedMail } from './deleted-mail.ts';
export { MailError, type MailErrorKind } from './errors.ts';
export { failedMail } from './failed-mail.ts';
export { createMailer, type MailConfig, type Mailer, type MailMessage, type MailResult } from './mailer.ts';
export type { MailText } from './mail-page.ts';
export { welcomeMail, type WelcomeMail } from './welcome-mail.ts';
