{{/* The Secret that holds every secret of the platform. */}}
{{- define "platform.secretName" -}}
{{ .Values.existingSecret | default "platform-secrets" }}
{{- end }}

{{/* What a key of the Secret must look like, by kind: the pattern, and what to do when a value does not fit. */}}
{{- define "platform.secretKinds" -}}
random:
  pattern: '^[A-Za-z0-9_-]{32,}$'
  advice: give 32 or more random letters and digits (openssl rand -hex 32)
hex:
  pattern: '^([0-9a-f]{2}){16,}$'
  advice: give an even number of 32 or more random hexadecimal digits (openssl rand -hex 32)
long:
  pattern: '^\S{32,}$'
  advice: copy it anew from Inngest Cloud
text:
  pattern: '^\S+$'
  advice: copy it anew from whoever gave it to you
postgres:
  pattern: '^postgres(ql)?://\S+$'
  advice: give a connection string such as postgresql://role:password@host:5432/database
smtp:
  pattern: '^smtps?://\S+$'
  advice: give an address such as smtps://user:password@host:465
{{- end }}

{{/* The keys that the Secret must have for these values, each with its kind. */}}
{{- define "platform.secretKeys" -}}
{{- $bundledDatabase := eq .Values.database.server "bundled" -}}
{{- $bundledInngest := eq .Values.inngest.server "bundled" -}}
session-secret: random
google-client-secret: text
inngest-event-key: {{ ternary "random" "long" $bundledInngest }}
inngest-signing-key: {{ ternary "hex" "long" $bundledInngest }}
{{- if $bundledDatabase }}
database-admin-password: random
database-owner-password: random
database-app-password: random
{{- else }}
database-url: postgres
database-owner-url: postgres
{{- end }}
{{- if $bundledInngest }}
queue-password: random
{{ ternary "inngest-database-password: random" "inngest-database-url: postgres" $bundledDatabase }}
{{- end }}
{{- if eq .Values.mail.provider "resend" }}
resend-api-key: text
{{- else if eq .Values.mail.provider "smtp" }}
smtp-url: smtp
{{- end }}
{{- end }}

{{/* One variable from the Secret: (dict "root" $ "name" "NEXTAUTH_SECRET" "key" "session-secret"). */}}
{{- define "platform.secretVariable" -}}
- name: {{ .name }}
  valueFrom:
    secretKeyRef:
      name: {{ include "platform.secretName" .root | quote }}
      key: {{ .key }}
      {{- with .optional }}
      optional: true
      {{- end }}
{{- end }}

{{/*
The address of a database as a role of it: (dict "root" $ "name" "DATABASE_URL" "role" "storewright_app" "database" "storewright"
"password" "database-app-password" "url" "database-url"). Passwords of the bundled server are URL-safe, so they need no encoding.
*/}}
{{- define "platform.databaseVariable" -}}
{{- if eq .root.Values.database.server "bundled" -}}
{{ include "platform.secretVariable" (dict "root" .root "name" (printf "%s_PASSWORD" .name) "key" .password) }}
- name: {{ .name }}
  value: postgresql://{{ .role }}:$({{ .name }}_PASSWORD)@database:5432/{{ .database }}?sslmode=disable
{{- else -}}
{{ include "platform.secretVariable" (dict "root" .root "name" .name "key" .url) }}
{{- end }}
{{- end }}

{{/* The platform's database as the app's own role. */}}
{{- define "platform.appDatabase" -}}
{{ include "platform.databaseVariable" (dict "root" . "name" "DATABASE_URL" "role" "storewright_app" "database" "storewright" "password" "database-app-password" "url" "database-url") }}
{{- end }}
