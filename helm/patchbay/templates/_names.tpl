{{/* Every process: where its values are, its main class, its ports. */}}
{{- define "patchbay.processes" -}}
sip-trunk: {values: sipTrunk, main: io.patchbay.trunk.SipTrunkMain, http: 8081, grpc: 9091}
dial-plan: {values: dialPlan, main: io.patchbay.dialplan.DialPlanMain, http: 8082, grpc: 9092}
sms-router: {values: smsRouter, main: io.patchbay.sms.SmsRouterMain, http: 8083, grpc: 9093, database: true}
cdr-analytics: {values: cdrAnalytics, main: io.patchbay.cdr.CdrAnalyticsMain, http: 8084, grpc: 9094, database: true}
console: {values: console, main: io.patchbay.console.ConsoleMain, http: 8080, grpc: 9090, database: true, documents: true}
edge: {values: edge, main: io.patchbay.edge.EdgeMain, http: 8085, documents: true}
{{- end }}

{{- define "patchbay.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end }}

{{/* Arguments of everything below: list of the root context and the process. */}}
{{- define "patchbay.name" -}}
{{ include "patchbay.fullname" (index . 0) }}-{{ index . 1 }}
{{- end }}

{{- define "patchbay.selector" -}}
app.kubernetes.io/name: {{ default (index . 0).Chart.Name (index . 0).Values.nameOverride }}
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end }}

{{- define "patchbay.labels" -}}
{{ include "patchbay.selector" . }}
app.kubernetes.io/version: {{ (index . 0).Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ (index . 0).Release.Service }}
app.kubernetes.io/part-of: patchbay
helm.sh/chart: {{ printf "%s-%s" (index . 0).Chart.Name ((index . 0).Chart.Version | replace "+" "_") }}
{{- with (index . 0).Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "patchbay.metadata" -}}
name: {{ include "patchbay.name" . }}
namespace: {{ (index . 0).Release.Namespace }}
labels:
  {{- include "patchbay.labels" . | nindent 2 }}
{{- end }}

{{/* One gRPC address per replica of sip-trunk. Argument: the root context. */}}
{{- define "patchbay.trunks" -}}
{{- $root := . -}}
{{- $name := include "patchbay.name" (list . "sip-trunk") -}}
{{- $addresses := list -}}
{{- range $replica := until (int .Values.sipTrunk.replicas) -}}
{{- $addresses = append $addresses (printf "%s-%d.%s-replicas.%s.svc:9091" $name $replica $name $root.Release.Namespace) -}}
{{- end -}}
{{- join "," $addresses -}}
{{- end }}

{{/* What must be given: the message names the value. Argument: the root context. */}}
{{- define "patchbay.check" -}}
{{- $_ := required "kafka.bootstrap is required: host:port of the Kafka brokers" .Values.kafka.bootstrap -}}
{{- $_ := required "database.url is required: jdbc:postgresql://host:5432/name" .Values.database.url -}}
{{- $_ := required "secrets.edgeToken.existingSecret is required: the Secret with the token edges show" .Values.secrets.edgeToken.existingSecret -}}
{{- $_ := required "secrets.database.existingSecret is required: the Secret with the database user" .Values.secrets.database.existingSecret -}}
{{- $_ := required "secrets.documents.existingSecret is required: the Secret with the documents that hold passwords (at least one User)" .Values.secrets.documents.existingSecret -}}
{{- if .Values.sipTrunk.tls.enabled -}}
{{- $_ := required "sipTrunk.tls.existingSecret is required while sipTrunk.tls.enabled: the Secret with the PKCS #12 key store" .Values.sipTrunk.tls.existingSecret -}}
{{- end -}}
{{- if gt (add .Values.sipTrunk.drainDeadlineSeconds 10) (int .Values.sipTrunk.terminationGracePeriodSeconds) -}}
{{- fail (printf "sipTrunk.drainDeadlineSeconds %d must be 10 below sipTrunk.terminationGracePeriodSeconds %d" (int .Values.sipTrunk.drainDeadlineSeconds) (int .Values.sipTrunk.terminationGracePeriodSeconds)) -}}
{{- end -}}
{{- if and .Values.sipTrunk.hostNetwork .Values.networkPolicy.enabled (not .Values.networkPolicy.trunks) -}}
{{- fail "networkPolicy.trunks is required while sipTrunk.hostNetwork and networkPolicy.enabled: the addresses of sip-trunk's nodes" -}}
{{- end -}}
{{- if .Values.edge.enabled -}}
{{- if gt (int .Values.edge.rtp.portMin) (int .Values.edge.rtp.portMax) -}}
{{- fail (printf "edge.rtp.portMin %d is greater than edge.rtp.portMax %d" (int .Values.edge.rtp.portMin) (int .Values.edge.rtp.portMax)) -}}
{{- end -}}
{{- if eq .Values.edge.spool.type "pvc" -}}
{{- $_ := required "edge.spool.existingClaim is required while edge.spool.type is pvc" .Values.edge.spool.existingClaim -}}
{{- end -}}
{{- if and .Values.edge.hostNetwork .Values.networkPolicy.enabled (not .Values.networkPolicy.edges) -}}
{{- fail "networkPolicy.edges is required while edge.hostNetwork and networkPolicy.enabled: the addresses of the edge nodes" -}}
{{- end -}}
{{- end -}}
{{- end }}
