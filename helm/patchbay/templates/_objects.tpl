{{/* Whole objects that every process has. Arguments: list of the root context and the process. */}}

{{- define "patchbay.deployment" -}}
{{- $root := index . 0 -}}
{{- $process := get (include "patchbay.processes" $root | fromYaml) (index . 1) -}}
{{- $values := get $root.Values $process.values -}}
{{- include "patchbay.check" $root -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  {{- include "patchbay.metadata" . | nindent 2 }}
spec:
  replicas: {{ $values.replicas | int }}
  revisionHistoryLimit: 3
  strategy:
    type: RollingUpdate
    rollingUpdate: {maxUnavailable: 0, maxSurge: 1}
  selector:
    matchLabels:
      {{- include "patchbay.selector" . | nindent 6 }}
  template:
    metadata:
      {{- include "patchbay.podMetadata" . | nindent 6 }}
    spec:
      {{- include "patchbay.podCommon" . | nindent 6 }}
      containers:
        - {{- include "patchbay.containerCommon" . | nindent 10 }}
          ports:
            - {name: http, containerPort: {{ $process.http | int }}, protocol: TCP}
            - {name: grpc, containerPort: {{ $process.grpc | int }}, protocol: TCP}
          env:
            {{- include "patchbay.env" . | nindent 12 }}
            {{- if $process.documents }}
            - name: PATCHBAY_CONFIG_DIR
              value: /etc/patchbay/documents
            # a port-forward arrives from the Pod's own loopback: credentials are asked of everybody
            - name: PATCHBAY_GRPC_ANONYMOUS
              value: never
            {{- end }}
          volumeMounts:
            - {name: tmp, mountPath: /tmp}
            {{- if $process.documents }}
            - {name: documents, mountPath: /etc/patchbay/documents, readOnly: true}
            {{- end }}
      volumes:
        - name: tmp
          emptyDir: {sizeLimit: 128Mi}
        {{- if $process.documents }}
        - name: documents
          projected:
            defaultMode: 0440
            sources:
              - configMap: {name: {{ include "patchbay.fullname" $root }}-documents}
              - secret: {name: {{ $root.Values.secrets.documents.existingSecret | quote }}}
        {{- end }}
{{- end }}

{{- define "patchbay.service" -}}
{{- $root := index . 0 -}}
{{- $process := get (include "patchbay.processes" $root | fromYaml) (index . 1) -}}
apiVersion: v1
kind: Service
metadata:
  {{- include "patchbay.metadata" . | nindent 2 }}
spec:
  type: ClusterIP
  selector:
    {{- include "patchbay.selector" . | nindent 4 }}
  ports:
    - {name: http, port: {{ $process.http | int }}, targetPort: http, protocol: TCP}
    - {name: grpc, port: {{ $process.grpc | int }}, targetPort: grpc, protocol: TCP, appProtocol: kubernetes.io/h2c}
{{- end }}

{{- define "patchbay.serviceAccount" -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  {{- include "patchbay.metadata" . | nindent 2 }}
  {{- with (index . 0).Values.serviceAccounts.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
# a Pod that talks to the Kubernetes API says so itself
automountServiceAccountToken: false
{{- end }}

{{- define "patchbay.disruptionBudget" -}}
{{- $root := index . 0 -}}
{{- $process := get (include "patchbay.processes" $root | fromYaml) (index . 1) -}}
{{- $values := get $root.Values $process.values -}}
{{- if and $root.Values.podDisruptionBudget.enabled (gt (int $values.replicas) 1) -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  {{- include "patchbay.metadata" . | nindent 2 }}
spec:
  maxUnavailable: {{ $root.Values.podDisruptionBudget.maxUnavailable | int }}
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels:
      {{- include "patchbay.selector" . | nindent 6 }}
{{- end }}
{{- end }}

{{- define "patchbay.serviceMonitor" -}}
{{- $root := index . 0 -}}
{{- $monitor := $root.Values.metrics.serviceMonitor -}}
{{- if $monitor.enabled -}}
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  {{- include "patchbay.metadata" . | nindent 2 }}
  {{- with $monitor.labels }}
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  selector:
    matchLabels:
      {{- include "patchbay.selector" . | nindent 6 }}
      {{- if eq (index . 1) "sip-trunk" }}
      patchbay.io/service: replicas
      {{- end }}
  namespaceSelector:
    matchNames: [{{ $root.Release.Namespace }}]
  endpoints:
    - port: http
      path: /prometheus
      interval: {{ $monitor.interval }}
{{- end }}
{{- end }}
