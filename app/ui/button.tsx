import { clsx } from 'clsx';
import type { ComponentProps, ReactNode } from 'react';

const LOOKS = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong shadow-raised',
  secondary: 'border border-line bg-surface text-ink hover:bg-sunken shadow-raised',
  quiet: 'text-ink hover:bg-sunken',
  danger: 'border border-bad/40 bg-surface text-bad hover:bg-bad-soft shadow-raised',
} as const;

export type ButtonLook = keyof typeof LOOKS;

const BASE =
  'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap transition-colors ' +
  'disabled:pointer-events-none disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0';

/** The classes of a button, for links that look like one. */
export function buttonClass(look: ButtonLook = 'secondary', className?: string): string {
  return clsx(BASE, 'h-9 px-3.5 text-sm', LOOKS[look], className);
}

type ButtonProps = ComponentProps<'button'> & {
  look?: ButtonLook;
  /** What is under way; shown instead of the label while the button waits. */
  busy?: string | false;
};

export function Button({ look, busy = false, className, children, disabled, type = 'button', ...rest }: ButtonProps) {
  return (
    <button
      type={type}
      className={buttonClass(look, className)}
      disabled={disabled || busy !== false}
      aria-busy={busy !== false}
      {...rest}
    >
      {busy === false ? children : busy}
    </button>
  );
}

type IconButtonProps = Omit<ComponentProps<'button'>, 'aria-label' | 'title'> & { label: string; children: ReactNode };

/** A button of one icon; `label` is its name for everyone who can't see it, and its tooltip. */
export function IconButton({ label, className, type = 'button', ...rest }: IconButtonProps) {
  return (
    <button
      type={type}
      aria-label={label}
      title={label}
      className={clsx(BASE, 'size-9 text-muted hover:bg-sunken hover:text-ink', className)}
      {...rest}
    />
  );
}
