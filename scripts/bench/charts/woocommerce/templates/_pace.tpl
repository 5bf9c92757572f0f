{{/* "slow", "empty" or "usual": how the store's name begins (scripts/bench/chart.ts). */}}
{{- define "bench.pace" -}}
{{- regexFind "^(slow|empty)-" .Values.store.name | trimSuffix "-" | default "usual" }}
{{- end }}
