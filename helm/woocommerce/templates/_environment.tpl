{{/* What the web pod and both Jobs need to reach the database as WordPress; the image's wp-config.php reads it. */}}
{{- define "woocommerce.environment" -}}
envFrom:
  - configMapRef:
      name: settings
env:
  - name: WORDPRESS_DB_HOST
    value: database
  - name: WORDPRESS_DB_NAME
    value: wordpress
  - name: WORDPRESS_DB_USER
    value: wordpress
  {{- include "store.secretVariable" (dict "root" . "name" "WORDPRESS_DB_PASSWORD" "key" "database-password") | nindent 2 }}
  {{- range list "auth-key" "secure-auth-key" "logged-in-key" "nonce-key" "auth-salt" "secure-auth-salt" "logged-in-salt" "nonce-salt" }}
  {{- $name := . | upper | replace "-" "_" | printf "WORDPRESS_%s" }}
  {{- include "store.secretVariable" (dict "root" $ "name" $name "key" .) | nindent 2 }}
  {{- end }}
{{- end }}
