{{- define "handover.name" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name | trunc 40 | trimSuffix "-" }}{{ else }}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 40 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- define "handover.serviceAccount" -}}
{{- .Values.serviceAccount.name | default (include "handover.name" .) }}
{{- end }}

{{- /* Labels that select a service's pods: dict "root" $ "service" name. */ -}}
{{- define "handover.selector" -}}
app.kubernetes.io/name: handover
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .service }}
{{- end }}

{{- define "handover.labels" -}}
{{ include "handover.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ .root.Chart.Name }}-{{ .root.Chart.Version }}
{{- end }}

{{- /* The first part of a service's paths. */ -}}
{{- define "handover.prefix" -}}
{{- get (dict "ticket-service" "tickets" "routing-service" "routing" "channel-gateway" "channels" "notification-service" "notifications" "query-service" "query") . }}
{{- end }}

{{- /* A variable from a Secret: dict "env" name "ref" {name, key}. */ -}}
{{- define "handover.secret" -}}
- name: {{ .env }}
  valueFrom:
    secretKeyRef:
      name: {{ .ref.name }}
      key: {{ .ref.key }}
{{- end }}

{{- /* A plain variable: dict "env" name "value" text. */ -}}
{{- define "handover.plain" -}}
- name: {{ .env }}
  value: {{ .value | toString | quote }}
{{- end }}
