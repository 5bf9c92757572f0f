export { MailError, type MailErrorKind } from './errors.ts';
export { createMailer, type MailConfig, type Mailer, type MailMessage, type MailResult } from './mailer.ts';
export { welcomeMail, type WelcomeMail } from './welcome-mail.ts';
