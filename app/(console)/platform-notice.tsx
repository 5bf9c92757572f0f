'use client';

import { usePlatform } from '#app/platform/platform.tsx';
import { Notice } from '#app/ui/notice.tsx';

/** What people must know of this cluster before they believe what they see. */
export function PlatformNotice() {
  const { notice } = usePlatform();
  return notice && <Notice tone="warn">{notice}</Notice>;
}
