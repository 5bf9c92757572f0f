{{/*
What every store chart has in common (helm/README.md). The charts hold the same file, byte for byte: a test says so.
*/}}

{{/* Labels of an object: (dict "root" $ "component" "web" "role" "web"); only workloads and their pods have a role. */}}
{{- define "store.labels" -}}
{{ include "store.selector" . }}
app.kubernetes.io/part-of: {{ .root.Chart.Name }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
{{- with .role }}
storewright.dev/role: {{ . }}
{{- end }}
{{- end }}

{{- define "store.selector" -}}
app.kubernetes.io/name: {{ .component }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- end }}

{{/* The reference of an image: its digest decides where one is given. */}}
{{- define "store.image" -}}
{{ .repository }}:{{ .tag }}{{ with .digest }}@{{ . }}{{ end }}
{{- end }}

{{/* What every pod's specification has: (dict "uid" 999 "gid" 999). Pod Security "restricted" needs all of it. */}}
{{- define "store.pod" -}}
serviceAccountName: store
automountServiceAccountToken: false
{{/* A Service named "database" would otherwise set DATABASE_PORT to an address in every container. */ -}}
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

{{/* What every container has: (dict "image" .Values.images.web "resources" .Values.resources.web). */}}
{{- define "store.container" -}}
image: {{ include "store.image" .image | quote }}
imagePullPolicy: IfNotPresent
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
resources: {{- toYaml .resources | nindent 2 }}
{{- end }}

{{/* One variable from the Secret of the store: (dict "root" $ "name" "JWT_SECRET" "key" "jwt-secret"). */}}
{{- define "store.secretVariable" -}}
- name: {{ .name }}
  valueFrom:
    secretKeyRef:
      name: {{ .root.Values.existingSecret | quote }}
      key: {{ .key }}
{{- end }}

{{/*
What a person entered reaches a container only as STORE_* of this ConfigMap: a literal `value` would be searched for $(NAME)
by Kubernetes, and would show a shop named "$(DATABASE_PASSWORD)" its password.
*/}}
{{- define "store.settings" -}}
{{ $store := .Values.store -}}
STORE_ID: {{ $store.id | toJson }}
STORE_NAME: {{ $store.name | toJson }}
STORE_HOST: {{ $store.host | toJson }}
STORE_URL: {{ $store.url | trimSuffix "/" | toJson }}
STORE_EMAIL: {{ $store.email | toJson }}
STORE_COUNTRY: {{ $store.country | toJson }}
STORE_CURRENCY: {{ $store.currency | toJson }}
SEED_DEMO_DATA: {{ .Values.seedDemoData | toString | toJson }}
{{- end }}

{{/* Pods take their environment at their start, so they are replaced when the settings change. */}}
{{- define "store.settingsDigest" -}}
storewright.dev/settings: {{ include "store.settings" . | sha256sum }}
{{- end }}

{{/*
A one-time Job around a pod template: (dict "root" $ "name" "init-…" "component" "init" "template" "<text>"). With "hook" "test"
it is made by `helm test` alone, which first removes that of the last time, and tried once: somebody waits for what it says.
*/}}
{{- define "store.job" -}}
apiVersion: batch/v1
kind: Job
metadata:
  name: {{ .name }}
  labels: {{- include "store.labels" (dict "root" .root "component" .component "role" "job") | nindent 4 }}
  {{- with .hook }}
  annotations:
    helm.sh/hook: {{ . }}
    helm.sh/hook-delete-policy: before-hook-creation
  {{- end }}
spec:
  {{- /* Two more attempts: a Job that lost a race with its database is made good, one that is wrong fails soon. */}}
  backoffLimit: {{ if .hook }}0{{ else }}2{{ end }}
  {{- /* The platform's own bound of a provisioning. */}}
  activeDeadlineSeconds: 600
  template: {{- .template | nindent 4 }}
{{- end }}

{{/* The peer "pods of these roles in this store": (list "web" "job"). */}}
{{- define "store.roles" -}}
- podSelector:
    matchExpressions:
      - key: storewright.dev/role
        operator: In
        values: {{ toJson . }}
{{- end }}

{{/* The peer "the cluster's ingress controller". */}}
{{- define "store.ingressController" -}}
- namespaceSelector:
    matchLabels:
      kubernetes.io/metadata.name: {{ .Values.network.ingressController.namespace | quote }}
  podSelector:
    matchLabels: {{- .Values.network.ingressController.podLabels | default (dict "app.kubernetes.io/name" "traefik") | toYaml | nindent 6 }}
{{- end }}

{{/* An egress rule to public addresses of both families, less the blocked ones. */}}
{{- define "store.publicEgress" -}}
{{- $v4 := list -}}
{{- $v6 := list -}}
{{- range concat .Values.network.blockedCidrs .Values.network.alsoBlockedCidrs -}}
  {{- if contains ":" . }}{{ $v6 = append $v6 . }}{{ else }}{{ $v4 = append $v4 . }}{{ end -}}
{{- end -}}
- to:
    - ipBlock:
        cidr: 0.0.0.0/0
        except: {{ toJson $v4 }}
    - ipBlock:
        cidr: ::/0
        except: {{ toJson $v6 }}
  ports:
    {{- range .Values.network.egressPorts }}
    - port: {{ . }}
      protocol: TCP
    {{- end }}
{{- end }}

{{/* The TLS block of the Ingress: the given Secrets, or one that the certificate issuer fills; always for the store's own host. */}}
{{- define "store.tls" -}}
{{- $secrets := .Values.ingress.tls -}}
{{- if and (not $secrets) (hasKey .Values.ingress.annotations "cert-manager.io/cluster-issuer") -}}
  {{- $secrets = list (dict "secretName" "web-tls") -}}
{{- end -}}
{{- with $secrets -}}
tls:
  {{- range . }}
  - hosts: [{{ $.Values.store.host | quote }}]
    secretName: {{ .secretName | quote }}
  {{- end }}
{{- end }}
{{- end }}
