import { Notice } from '#app/ui/notice.tsx';

export function SignInFailed() {
  return (
    <Notice tone="bad" role="alert">
      The platform could not be reached. Check your connection, then try again.
    </Notice>
  );
}
