{{/* Labels of an object: (dict "root" $ "component" "inngest"). The component tells the parts of the platform apart. */}}
{{- define "platform.partLabels" -}}
{{ include "platform.selector" . }}
app.kubernetes.io/part-of: storewright
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
{{- end }}

{{- define "platform.selector" -}}
app.kubernetes.io/name: {{ .component }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- end }}

{{/* The reference of an image: its digest decides where one is given. */}}
{{- define "platform.image" -}}
{{ .repository }}:{{ .tag }}{{ with .digest }}@{{ . }}{{ end }}
{{- end }}

{{/* What every pod's specification has: (dict "uid" 999 "gid" 999). Pod Security "restricted" needs all of it. */}}
{{- define "platform.pod" -}}
{{/* A Service named "inngest" would otherwise set INNGEST_PORT to an address in every container. */ -}}
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: {{ .uid }}
  runAsGroup: {{ .gid }}
  fsGroup: {{ .gid }}
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile:
    type: RuntimeDefault
{{- end }}

{{/* What every container has: (dict "image" .Values.images.platform "resources" .Values.resources.platform). */}}
{{- define "platform.container" -}}
image: {{ include "platform.image" .image | quote }}
imagePullPolicy: IfNotPresent
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
resources: {{- toYaml .resources | nindent 2 }}
{{- end }}

{{/* A claim for a volume: (dict "root" $ "component" "database" "size" "10Gi"). */}}
{{- define "platform.claim" -}}
metadata:
  name: data
  labels: {{- include "platform.selector" . | nindent 4 }}
spec:
  accessModes: [ReadWriteOnce]
  {{- with .root.Values.storageClass }}
  storageClassName: {{ . | quote }}
  {{- end }}
  resources:
    requests:
      storage: {{ .size }}
{{- end }}
