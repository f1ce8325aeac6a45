package io.patchbay.standalone;

import java.util.LinkedHashMap;
import java.util.Map;

/// Every TCP and UDP port of one installation, all shifted by one offset.
///
/// @param offset added to every default; 0 … 30000
record Ports(int offset) {
  Ports {
    if (offset < 0 || offset > 30_000) {
      throw new IllegalArgumentException("--port-offset " + offset + ": must be 0 to 30000");
    }
  }

  int sip(int replica) {
    return 5060 + 2 * replica + offset;
  }

  int sipTls(int replica) {
    return sip(replica) + 1;
  }

  int trunkPeer() {
    return 5080 + offset;
  }

  int rtpMin() {
    return 16_384 + offset;
  }

  int rtpMax() {
    return 32_767 + offset;
  }

  int consoleHttp() {
    return 8080 + offset;
  }

  int trunkHttp(int replica) {
    return 8081 + 10 * replica + offset;
  }

  int dialPlanHttp() {
    return 8082 + offset;
  }

  int smsRouterHttp() {
    return 8083 + offset;
  }

  int cdrAnalyticsHttp() {
    return 8084 + offset;
  }

  int edgeHttp() {
    return 8085 + offset;
  }

  int publicGrpc() {
    return 9090 + offset;
  }

  int trunkGrpc(int replica) {
    return 9091 + 100 * replica + offset;
  }

  int dialPlanGrpc() {
    return 9092 + offset;
  }

  int smsRouterGrpc() {
    return 9093 + offset;
  }

  int cdrAnalyticsGrpc() {
    return 9094 + offset;
  }

  int simulatorGrpc() {
    return 9099 + offset;
  }

  int kafka() {
    return 19_092 + offset;
  }

  int kafkaController() {
    return 19_093 + offset;
  }

  int postgres() {
    return 15_432 + offset;
  }

  /// What each TCP port is for; all must be free before anything is started.
  Map<Integer, String> tcp(int replicas, boolean simulator) {
    Map<Integer, String> ports = new LinkedHashMap<>();
    for (int replica = 0; replica < replicas; replica++) {
      ports.put(sip(replica), "SIP over TCP");
      ports.put(sipTls(replica), "SIP over TLS");
      ports.put(trunkHttp(replica), "sip-trunk HTTP");
      ports.put(trunkGrpc(replica), "edge gRPC");
    }
    ports.put(consoleHttp(), "HTTP");
    ports.put(publicGrpc(), "gRPC");
    ports.put(dialPlanHttp(), "dial-plan HTTP");
    ports.put(smsRouterHttp(), "sms-router HTTP");
    ports.put(cdrAnalyticsHttp(), "cdr-analytics HTTP");
    ports.put(edgeHttp(), "hw-edge HTTP");
    ports.put(dialPlanGrpc(), "dial-plan gRPC");
    ports.put(smsRouterGrpc(), "sms-router gRPC");
    ports.put(cdrAnalyticsGrpc(), "cdr-analytics gRPC");
    ports.put(kafka(), "Kafka");
    ports.put(kafkaController(), "Kafka controller");
    ports.put(postgres(), "PostgreSQL");
    if (simulator) {
      ports.put(simulatorGrpc(), "simulator gRPC");
    }
    return ports;
  }
}
