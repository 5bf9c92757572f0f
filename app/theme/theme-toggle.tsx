'use client';

import { Monitor, Moon, Sun, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '#app/ui/button.tsx';
import { parseTheme, THEME_COOKIE, THEMES, type Theme } from './theme.ts';

const ICONS = { system: Monitor, light: Sun, dark: Moon } as const satisfies Record<Theme, LucideIcon>;
const YEAR_SECONDS = 31_536_000;

/** Goes from the system's theme to light to dark and back. */
export function ThemeToggle({ initial }: { initial: Theme }) {
  const [theme, setTheme] = useState(initial);
  const next = parseTheme(THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length]);
  const Icon = ICONS[theme];

  function choose() {
    document.documentElement.dataset.theme = next;
    document.cookie = `${THEME_COOKIE}=${next}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
    setTheme(next);
  }

  return (
    <IconButton label={`Theme: ${theme}. Change to ${next}`} onClick={choose}>
      <Icon />
    </IconButton>
  );
}
