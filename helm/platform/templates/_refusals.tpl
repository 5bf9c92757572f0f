{{/*
What must not be installed, each with what to do: all of it at once, before anything runs. The app looks at its secrets, origins
and domains again when it starts. Of an existing Secret only a cluster can tell, so `helm template` has nothing to say about it.
*/}}
{{- define "platform.refusals" -}}
{{- with .Values.domain }}{{ else }}
- "domain is missing: set it to the domain under which the platform answers, as platform.<domain>."
{{- end }}
{{- with .Values.stores.domain }}{{ else }}
- "stores.domain is missing: set it to the domain under which shops answer, as <name>.<stores.domain>."
{{- end }}
{{- with .Values.auth.googleClientId }}{{ else }}
- "auth.googleClientId is missing: people sign in with Google here. Make an OAuth client in the Google Cloud console, set its id, and put its secret into the Secret as google-client-secret."
{{- end }}
{{- if has "*" .Values.corsOrigins }}
- "corsOrigins holds *, but the API answers with credentials, and not every page may have those of its visitor: name each origin, such as https://tools.example.com."
{{- end }}
{{- $isLocal := regexMatch "^(.+\\.)?localhost$" (include "platform.host" .) -}}
{{- if and (hasPrefix "http:" (include "platform.publicUrl" .)) (not $isLocal) }}
- "publicUrl is an http address, over which sessions could be read on the way: give an https address."
{{- end }}
{{- $platform := printf ".%s" .Values.domain -}}
{{- $stores := printf ".%s" .Values.stores.domain -}}
{{- $isShared := or (hasSuffix $platform $stores) (hasSuffix $stores $platform) -}}
{{- if and .Values.domain .Values.stores.domain $isShared (not $isLocal) (not .Values.stores.allowSharedDomain) }}
- "stores.domain and domain lie under one another, so a shop could set cookies for the platform: use another domain for the shops, or set stores.allowSharedDomain=true."
{{- end }}
{{- if and (eq .Values.inngest.server "external") (not (and .Values.inngest.url .Values.inngest.namespace)) }}
- "inngest.server is external, but not where it is: set inngest.url to its address and inngest.namespace to the namespace of its pods, which call the platform back."
{{- end }}
{{- $own := include "platform.ownSettings" . | fromYaml -}}
{{- range $name := keys .Values.environment | sortAlpha }}
{{- if hasKey $own $name }}
- "environment.{{ $name }} is set by another value of the chart (helm/platform/values.yaml): set that one."
{{- else if regexMatch "SECRET|KEY|^DATABASE_|^SMTP_URL$|_HEADERS$" $name }}
- "environment.{{ $name }} is a secret, and values are kept in the release: put it into the Secret (helm/README.md names its keys)."
{{- else if regexMatch "^https?://[^/]*@" (get $.Values.environment $name | toString) }}
- "environment.{{ $name }} has a name or password in its address, and values are kept in the release: leave it out there."
{{- end }}
{{- end }}
{{- include "platform.secretRefusals" . }}
{{- end }}

{{- define "platform.secretRefusals" -}}
{{- $howTo := printf "Make one with the keys that helm/README.md names (kubectl create secret generic platform-secrets --namespace %s --from-env-file=FILE), and set existingSecret=platform-secrets." .Release.Namespace -}}
{{- $given := .Values.secrets -}}
{{- $cluster := lookup "v1" "Namespace" "" "kube-system" -}}
{{- if and .Values.existingSecret .Values.secrets }}
- "existingSecret and secrets are both given: leave secrets out."
{{- else if and (not .Values.existingSecret) (not .Values.secrets) }}
- {{ printf "There is no Secret. %s" $howTo | toJson }}
{{- else if and .Values.existingSecret $cluster }}
  {{- with lookup "v1" "Secret" .Release.Namespace .Values.existingSecret }}
    {{- $given = dict -}}
    {{- range $key, $value := .data }}{{ $_ := set $given $key (b64dec $value) }}{{ end }}
  {{- else }}
- {{ printf "The Secret %s is not in the namespace %s. %s" .Values.existingSecret .Release.Namespace $howTo | toJson }}
  {{- end }}
{{- end }}
{{- if $given }}
{{- $kinds := include "platform.secretKinds" . | fromYaml -}}
{{- range $key, $name := include "platform.secretKeys" . | fromYaml }}
{{- $kind := get $kinds $name -}}
{{- if not (regexMatch $kind.pattern (get $given $key)) }}
- {{ printf "The secret %s is missing, too short or malformed: %s." $key $kind.advice | toJson }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
