{{/* The one pod of this chart: (dict "root" $ "role" "web"). Pod Security "restricted" needs most of it. */}}
{{- define "bench.specification" -}}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: 65535
  seccompProfile:
    type: RuntimeDefault
containers:
  - name: {{ .role }}
    image: {{ .root.Values.image | quote }}
    resources:
      requests: { cpu: 10m, memory: 16Mi }
      limits: { cpu: 50m, memory: 32Mi }
    securityContext:
      allowPrivilegeEscalation: false
      readOnlyRootFilesystem: true
      capabilities:
        drop: [ALL]
{{- end }}
