{{/* Pieces of NetworkPolicies. */}}

{{- define "patchbay.policyHead" -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  {{- include "patchbay.metadata" . | nindent 2 }}
spec:
  podSelector:
    matchLabels:
      {{- include "patchbay.selector" . | nindent 6 }}
  policyTypes: [Ingress, Egress]
{{- end }}

{{/* Peers: processes of this release, with what they have outside of it or on the addresses of nodes.
     Arguments: list of the root context and the names. */}}
{{- define "patchbay.peers" -}}
{{- $root := index . 0 -}}
{{- range index . 1 }}
- podSelector:
    matchLabels:
      {{- include "patchbay.selector" (list $root .) | nindent 6 }}
{{- end }}
{{- if has "sip-trunk" (index . 1) }}
{{- with $root.Values.networkPolicy.trunks }}
{{ toYaml . }}
{{- end }}
{{- end }}
{{- if has "edge" (index . 1) }}
{{- with $root.Values.networkPolicy.edges }}
{{ toYaml . }}
{{- end }}
{{- end }}
{{- end }}

{{/* Ingress of Prometheus to the process's HTTP port. */}}
{{- define "patchbay.ingressMetrics" -}}
{{- $root := index . 0 -}}
{{- $process := get (include "patchbay.processes" $root | fromYaml) (index . 1) -}}
{{- if $root.Values.metrics.serviceMonitor.enabled -}}
- ports:
    - {port: {{ $process.http | int }}, protocol: TCP}
  {{- with $root.Values.networkPolicy.monitoringFrom }}
  from:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}
{{- end }}

{{/* Egress rules. Argument: the root context. */}}
{{- define "patchbay.egressDns" -}}
- ports:
    - {port: 53, protocol: UDP}
    - {port: 53, protocol: TCP}
{{- end }}

{{- define "patchbay.egressKafka" -}}
- ports:
    {{- range (regexFindAll ":[0-9]+" (.Values.kafka.bootstrap | default "") -1) | uniq }}
    - {port: {{ trimPrefix ":" . }}, protocol: TCP}
    {{- end }}
  {{- with .Values.networkPolicy.kafkaTo }}
  to:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}

{{- define "patchbay.egressDatabase" -}}
- ports:
    - {port: {{ regexFind ":[0-9]+/" (.Values.database.url | default "") | trimAll ":/" | default "5432" }}, protocol: TCP}
  {{- with .Values.networkPolicy.databaseTo }}
  to:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}

{{/* Arguments: list of the root context and the names of the processes asked. */}}
{{- define "patchbay.egressTo" -}}
{{- $root := index . 0 -}}
{{- $processes := include "patchbay.processes" $root | fromYaml -}}
{{- range index . 1 }}
- ports:
    - {port: {{ (get $processes .).grpc | int }}, protocol: TCP}
  to:
    {{- include "patchbay.peers" (list $root (list .)) | nindent 4 }}
{{- end }}
{{- end }}
