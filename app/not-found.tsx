import { NoSuchPage } from './no-such-page.tsx';

export default function NotFound() {
  return (
    <main>
      <NoSuchPage />
    </main>
  );
}
