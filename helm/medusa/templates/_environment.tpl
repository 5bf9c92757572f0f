{{/*
What the backend and both Jobs share. The Jobs have no REDIS_URL on purpose: a migration that dies while it holds Medusa's lock
in Valkey would block the next one for an hour. The passwords are URL-safe, so they need no encoding.
*/}}
{{- define "medusa.environment" -}}
envFrom:
  - configMapRef:
      name: settings
env:
  {{- include "store.secretVariable" (dict "root" . "name" "DATABASE_PASSWORD" "key" "database-password") | nindent 2 }}
  # Medusa's migrations ask any other host than localhost for TLS unless this says not to, and wait for it in vain.
  - name: DATABASE_URL
    value: postgres://medusa:$(DATABASE_PASSWORD)@database:5432/medusa?sslmode=disable
  {{- include "store.secretVariable" (dict "root" . "name" "JWT_SECRET" "key" "jwt-secret") | nindent 2 }}
  {{- include "store.secretVariable" (dict "root" . "name" "COOKIE_SECRET" "key" "cookie-secret") | nindent 2 }}
  # Medusa makes a folder in its home even with telemetry switched off.
  - name: HOME
    value: /tmp
{{- end }}
