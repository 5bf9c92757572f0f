/** What is being waited for, in words, above lines that hold the place of what will come. */
export function Loading({ what, lines = 3 }: { what: string; lines?: number }) {
  return (
    <div role="status" className="space-y-2.5">
      <p className="text-muted">{what}</p>
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} className="h-9 animate-breathe rounded-md bg-sunken" />
      ))}
    </div>
  );
}
