{{/* The platform's ServiceAccount, under which the app and its helm processes act. */}}
{{- define "platform.account" -}}storewright{{- end }}

{{/* The one ClusterRole that the account may bind, and only in the namespaces of stores. */}}
{{- define "platform.storeRole" -}}storewright-store-manager{{- end }}

{{- define "platform.labels" -}}
app.kubernetes.io/name: storewright
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}
