'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { useStoreCache } from '#app/live/live-stores.tsx';
import { usePlatform } from '#app/platform/platform.tsx';
import { useTRPC } from '#app/trpc/client.ts';
import { problemOf } from '#app/trpc/problem.ts';
import { Button } from '#app/ui/button.tsx';
import { Problem } from '#app/ui/problem.tsx';
import { NAME_RULES } from '#server/stores/name-rules.ts';
import { NameField } from './name-field.tsx';
import { newIdempotencyKey } from './idempotency-key.ts';
import { TypeCards } from './type-cards.tsx';

/** Made anew at each opening of the dialog, and with it the key by which the server knows a repeated request. */
export function CreateStoreForm({ onDone }: { onDone: () => void }) {
  const { types } = usePlatform();
  const [idempotencyKey] = useState(newIdempotencyKey);
  const [name, setName] = useState('');
  const [type, setType] = useState(types[0]?.id ?? '');
  const [wasTried, setWasTried] = useState(false);
  const router = useRouter();
  const trpc = useTRPC();
  const cache = useStoreCache();
  const create = useMutation(
    trpc.store.create.mutationOptions({
      onSuccess: (store) => {
        cache.put(store);
        onDone();
        router.push(`/stores/${store.id}`);
      },
    }),
  );
  const nameProblem = create.error ? nameProblemOf(create.error) : undefined;

  function submit(event: FormEvent) {
    event.preventDefault();
    setWasTried(true);
    if (NAME_RULES.every(({ holds }) => holds(name))) create.mutate({ name, type, idempotencyKey });
  }

  function changeName(next: string) {
    setName(next);
    if (create.error) create.reset();
  }

  return (
    <form onSubmit={submit} noValidate className="space-y-5">
      <NameField name={name} onChange={changeName} problem={nameProblem} wasTried={wasTried} />
      <TypeCards types={types} chosen={type} onChoose={setType} />
      {create.error && !nameProblem && <Problem error={create.error}>The store was not created.</Problem>}
      <div className="flex flex-wrap justify-end gap-2.5">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" look="primary" busy={create.isPending && 'Creating…'}>
          Create store
        </Button>
      </div>
    </form>
  );
}

/** What the server has against the name itself, to be said at its field. */
function nameProblemOf(error: unknown): string | undefined {
  const { code, message, fields } = problemOf(error);
  return code === 'NAME_TAKEN' ? message : fields['name']?.[0];
}
