{{/* The dashboard's address as people type it, without a slash at its end. */}}
{{- define "platform.publicUrl" -}}
{{ .Values.publicUrl | default (printf "https://platform.%s" .Values.domain) | trimSuffix "/" }}
{{- end }}

{{- define "platform.host" -}}
{{ (urlParse (include "platform.publicUrl" .)).hostname }}
{{- end }}

{{/* Where the Inngest server is; nothing for Inngest Cloud, whose address the SDK knows. */}}
{{- define "platform.inngestUrl" -}}
{{ get (dict "bundled" "http://inngest:8288" "external" .Values.inngest.url "cloud" "") .Values.inngest.server }}
{{- end }}

{{/* The labels of the ingress controller's pods. */}}
{{- define "platform.ingressControllerLabels" -}}
{{ .Values.network.ingressController.podLabels | default (dict "app.kubernetes.io/name" "traefik") | toYaml }}
{{- end }}

{{/* Whom shops let in, as namespace/label=value,label=value. */}}
{{- define "platform.ingressControllerPods" -}}
{{- $labels := list -}}
{{- range $label, $value := include "platform.ingressControllerLabels" . | fromYaml }}{{ $labels = append $labels (printf "%s=%s" $label $value) }}{{ end -}}
{{ .Values.network.ingressController.namespace }}/{{ join "," $labels }}
{{- end }}

{{/* Variables of the app that the chart sets; README.md explains them. */}}
{{- define "platform.ownSettings" -}}
{{- $inngestUrl := include "platform.inngestUrl" . -}}
PORT: 3000
METRICS_PORT: 9464
HOSTNAME: 0.0.0.0
PUBLIC_URL: {{ include "platform.publicUrl" . | toJson }}
CORS_ORIGINS: {{ join "," .Values.corsOrigins | toJson }}
PLATFORM_NAMESPACE: {{ .Release.Namespace | toJson }}
PLATFORM_SERVICE_ACCOUNT: {{ include "platform.account" . | toJson }}
GOOGLE_CLIENT_ID: {{ .Values.auth.googleClientId | toJson }}
ALLOWED_EMAIL_DOMAINS: {{ join "," .Values.auth.allowedEmailDomains | toJson }}
ADMIN_EMAILS: {{ join "," .Values.auth.adminEmails | toJson }}
STORE_BASE_DOMAIN: {{ .Values.stores.domain | toJson }}
ALLOW_SHARED_DOMAIN: {{ .Values.stores.allowSharedDomain }}
CHART_VALUES: {{ .Values.stores.chartValues | toJson }}
INGRESS_CLASS: {{ .Values.ingress.className | toJson }}
INGRESS_CONTROLLER: {{ include "platform.ingressControllerPods" . | toJson }}
INGRESS_ADDRESS: {{ .Values.stores.ingressAddress | toJson }}
CLUSTER_ISSUER: {{ .Values.stores.clusterIssuer | toJson }}
STORAGE_CLASS: {{ .Values.storageClass | toJson }}
BLOCKED_CIDRS: {{ join "," .Values.stores.blockedCidrs | toJson }}
INNGEST_BASE_URL: {{ $inngestUrl | toJson }}
# Inngest Cloud comes through the Ingress, a server in the cluster straight to the Service.
INNGEST_SERVE_ORIGIN: {{ ternary (printf "http://platform.%s:3000" .Release.Namespace) "" (ne $inngestUrl "") | toJson }}
MAIL_FROM: {{ .Values.mail.from | toJson }}
{{- end }}

{{/* Those and the operator's. What is empty is left out, so that it keeps the app's own default. */}}
{{- define "platform.settings" -}}
{{- range $name, $value := merge (include "platform.ownSettings" . | fromYaml) .Values.environment }}
{{- if ne (toString $value) "" }}
{{ $name }}: {{ toString $value | toJson }}
{{- end }}
{{- end }}
{{- end }}
