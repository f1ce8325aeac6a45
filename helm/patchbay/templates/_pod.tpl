{{/* Pieces of Pods. Arguments: list of the root context and the process. */}}

{{- define "patchbay.image" -}}
{{- $image := (index . 0).Values.image -}}
{{- if $image.digest -}}
{{ $image.repository }}@{{ $image.digest }}
{{- else -}}
{{ $image.repository }}:{{ default (index . 0).Chart.AppVersion $image.tag }}
{{- end -}}
{{- end }}

{{- define "patchbay.podMetadata" -}}
{{- $root := index . 0 -}}
{{- $process := get (include "patchbay.processes" $root | fromYaml) (index . 1) -}}
labels:
  {{- include "patchbay.labels" . | nindent 2 }}
annotations:
  {{- if $process.documents }}
  checksum/documents: {{ $root.Values.documents | toYaml | sha256sum }}
  {{- end }}
  checksum/settings: {{ list $root.Values.kafka $root.Values.database | toYaml | sha256sum }}
  {{- with $root.Values.podAnnotations }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end }}

{{/* Only sip-trunk does, for Leases. */}}
{{- define "patchbay.talksToCluster" -}}
{{ and (eq (index . 1) "sip-trunk") (eq (index . 0).Values.sipTrunk.ownership "lease") }}
{{- end }}

{{/* Everything of a Pod's spec that is the same everywhere. */}}
{{- define "patchbay.podCommon" -}}
{{- $root := index . 0 -}}
{{- $process := get (include "patchbay.processes" $root | fromYaml) (index . 1) -}}
{{- $values := get $root.Values $process.values -}}
serviceAccountName: {{ include "patchbay.name" . }}
automountServiceAccountToken: {{ include "patchbay.talksToCluster" . }}
# the addresses of other Services would arrive as PATCHBAY_… variables and be read as settings
enableServiceLinks: false
{{- with $root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: {{ $root.Values.podSecurity.runAsUser | int }}
  runAsGroup: {{ $root.Values.podSecurity.runAsGroup | int }}
  fsGroup: {{ $root.Values.podSecurity.runAsGroup | int }}
  {{- if eq (index . 1) "edge" }}
  {{- with $values.devices.supplementalGroups }}
  supplementalGroups: {{ toJson . }}
  {{- end }}
  {{- end }}
  seccompProfile:
    type: RuntimeDefault
terminationGracePeriodSeconds: {{ $values.terminationGracePeriodSeconds | int }}
{{- with $values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with $values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- if and $root.Values.topologySpread.enabled (gt (int (default 0 $values.replicas)) 1) }}
topologySpreadConstraints:
  - maxSkew: {{ $root.Values.topologySpread.maxSkew | int }}
    topologyKey: {{ $root.Values.topologySpread.topologyKey }}
    whenUnsatisfiable: {{ $root.Values.topologySpread.whenUnsatisfiable }}
    labelSelector:
      matchLabels:
        {{- include "patchbay.selector" . | nindent 8 }}
{{- end }}
{{- end }}

{{/* Everything of a container that is the same everywhere; ports, environment and mounts are the process's. */}}
{{- define "patchbay.containerCommon" -}}
{{- $root := index . 0 -}}
{{- $process := get (include "patchbay.processes" $root | fromYaml) (index . 1) -}}
{{- $values := get $root.Values $process.values -}}
name: {{ index . 1 }}
image: {{ include "patchbay.image" . }}
imagePullPolicy: {{ $root.Values.image.pullPolicy }}
args: [{{ $process.main }}]
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
resources:
  {{- $resources := deepCopy $values.resources }}
  {{- if eq (index . 1) "edge" }}
  {{- $resources = mustMergeOverwrite $resources (dict "limits" $values.devices.resources "requests" $values.devices.resources) }}
  {{- end }}
  {{- toYaml $resources | nindent 2 }}
startupProbe:
  httpGet: {path: /health/liveness, port: http}
  periodSeconds: 2
  timeoutSeconds: 2
  failureThreshold: 60
livenessProbe:
  httpGet: {path: /health/liveness, port: http}
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
readinessProbe:
  httpGet: {path: /health/readiness, port: http}
  periodSeconds: 5
  timeoutSeconds: 3
  failureThreshold: 3
{{- end }}

{{/* How a process finds the others: the settings `patchbay.*` as Micronaut reads them from the environment. */}}
{{- define "patchbay.env" -}}
{{- $root := index . 0 -}}
{{- $process := get (include "patchbay.processes" $root | fromYaml) (index . 1) -}}
{{- $values := get $root.Values $process.values -}}
- name: JDK_JAVA_OPTIONS
  value: "-XX:MaxRAMPercentage=65 -XX:+ExitOnOutOfMemoryError -Djava.io.tmpdir=/tmp -Duser.home=/tmp"
- name: MICRONAUT_SERVER_PORT
  value: {{ $process.http | int | quote }}
{{- if $process.grpc }}
- name: GRPC_SERVER_HOST
  value: "0.0.0.0"
- name: GRPC_SERVER_PORT
  value: {{ $process.grpc | int | quote }}
- name: PATCHBAY_BIND
  value: "0.0.0.0"
- name: PATCHBAY_KAFKA_BOOTSTRAP
  value: {{ $root.Values.kafka.bootstrap | quote }}
- name: PATCHBAY_DIAL_PLAN
  value: {{ include "patchbay.name" (list $root "dial-plan") }}:9092
- name: PATCHBAY_SMS_ROUTER
  value: {{ include "patchbay.name" (list $root "sms-router") }}:9093
- name: PATCHBAY_CDR_ANALYTICS
  value: {{ include "patchbay.name" (list $root "cdr-analytics") }}:9094
- name: PATCHBAY_CONSOLE
  value: {{ include "patchbay.name" (list $root "console") }}:9090
{{- end }}
- name: PATCHBAY_TRUNKS
  value: {{ include "patchbay.trunks" $root | quote }}
{{- if $process.database }}
- name: DATASOURCES_DEFAULT_URL
  value: {{ $root.Values.database.url | quote }}
- name: DATASOURCES_DEFAULT_USERNAME
  valueFrom:
    secretKeyRef: {name: {{ $root.Values.secrets.database.existingSecret | quote }}, key: {{ $root.Values.secrets.database.usernameKey | quote }}}
- name: DATASOURCES_DEFAULT_PASSWORD
  valueFrom:
    secretKeyRef: {name: {{ $root.Values.secrets.database.existingSecret | quote }}, key: {{ $root.Values.secrets.database.passwordKey | quote }}}
{{- end }}
{{- if has (index . 1) (list "edge" "sip-trunk") }}
- name: PATCHBAY_EDGE_TOKEN
  valueFrom:
    secretKeyRef: {name: {{ $root.Values.secrets.edgeToken.existingSecret | quote }}, key: {{ $root.Values.secrets.edgeToken.key | quote }}}
{{- end }}
{{- if has (index . 1) (list "sip-trunk" "sms-router" "console") }}
{{- $token := ternary $root.Values.secrets.serviceToken $root.Values.secrets.edgeToken (ne $root.Values.secrets.serviceToken.existingSecret "") }}
- name: PATCHBAY_SERVICE_TOKEN
  valueFrom:
    secretKeyRef: {name: {{ $token.existingSecret | quote }}, key: {{ $token.key | quote }}}
{{- end }}
{{- with $values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end }}
