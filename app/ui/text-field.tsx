import { clsx } from 'clsx';
import { useId, type ComponentProps, type ReactNode } from 'react';

export const INPUT_CLASS =
  'h-9 w-full min-w-0 rounded-md border border-edge bg-surface px-3 text-sm text-ink placeholder:text-muted ' +
  'aria-invalid:border-bad';

type TextFieldProps = Omit<ComponentProps<'input'>, 'id' | 'aria-invalid' | 'aria-describedby'> & {
  label: ReactNode;
  /** What is wrong with the value; announced and tied to the field. */
  error?: string | undefined;
  /** What helps to fill it in, below the field. */
  hint?: ReactNode;
};

/** A labelled line of text with its hint and its error. */
export function TextField({ label, error, hint, className, ...input }: TextFieldProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block font-medium">
        {label}
      </label>
      <input
        id={id}
        className={clsx(INPUT_CLASS, className)}
        aria-invalid={error !== undefined}
        aria-describedby={clsx(error && `${id}-error`, hint && `${id}-hint`) || undefined}
        {...input}
      />
      <p id={`${id}-error`} role="alert" className={clsx('text-bad', error && 'mt-1.5')}>
        {error}
      </p>
      {hint && (
        <div id={`${id}-hint`} className="mt-2 text-muted">
          {hint}
        </div>
      )}
    </div>
  );
}
