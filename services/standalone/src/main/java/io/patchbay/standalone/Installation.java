package io.patchbay.standalone;

import io.patchbay.standalone.jvm.JvmOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which processes an installation has and how they find each other.
final class Installation {
  /// The name of the service that owns the lines.
  static final String EDGE = "edge";

  private static final String CLASSES = "io.patchbay.";

  private final UpOptions options;
  private final Secrets secrets;
  private final Path documents;
  private final Path keyStore;

  /// @param documents the checked YAML documents, with secrets in place
  /// @param keyStore PKCS #12 of SIP over TLS
  Installation(UpOptions options, Secrets secrets, Path documents, Path keyStore) {
    this.options = options;
    this.secrets = secrets;
    this.documents = documents;
    this.keyStore = keyStore;
  }

  /// In the order in which they are best started: whoever owns configuration first, the edge last.
  List<Service> services() {
    List<Service> services = new ArrayList<>();
    services.add(console());
    services.add(dialPlan());
    for (int replica = 0; replica < options.trunkReplicas(); replica++) {
      services.add(sipTrunk(replica));
    }
    services.add(smsRouter());
    services.add(cdrAnalytics());
    services.add(edge());
    return List.copyOf(services);
  }

  private Service console() {
    Map<String, Object> properties =
        common(options.ports().consoleHttp(), options.ports().publicGrpc());
    properties.put("patchbay.config-dir", documents.toString());
    database(properties);
    return new Service("console", CLASSES + "console.ConsoleMain", properties);
  }

  private Service dialPlan() {
    return new Service(
        "dial-plan",
        CLASSES + "dialplan.DialPlanMain",
        common(options.ports().dialPlanHttp(), options.ports().dialPlanGrpc()),
        JvmOptions.CALLS,
        List.of());
  }

  private Service sipTrunk(int replica) {
    Ports ports = options.ports();
    Map<String, Object> properties = common(ports.trunkHttp(replica), ports.trunkGrpc(replica));
    properties.put("patchbay.trunk.name", "sip-trunk-" + (replica + 1));
    properties.put("patchbay.sip.host", options.bind());
    properties.put("patchbay.sip.udp-port", ports.sip(replica));
    properties.put("patchbay.sip.tcp-port", ports.sip(replica));
    properties.put("patchbay.sip.tls-port", ports.sipTls(replica));
    properties.put("patchbay.sip.key-store", keyStore.toString());
    properties.put("patchbay.sip.key-store-password", secrets.get("sip-key-store"));
    return new Service(
        "sip-trunk" + (replica == 0 ? "" : "-" + (replica + 1)),
        CLASSES + "trunk.SipTrunkMain",
        properties,
        JvmOptions.CALLS,
        List.of());
  }

  private Service smsRouter() {
    Map<String, Object> properties =
        common(options.ports().smsRouterHttp(), options.ports().smsRouterGrpc());
    database(properties);
    return new Service("sms-router", CLASSES + "sms.SmsRouterMain", properties);
  }

  private Service cdrAnalytics() {
    Map<String, Object> properties =
        common(options.ports().cdrAnalyticsHttp(), options.ports().cdrAnalyticsGrpc());
    database(properties);
    return new Service("cdr-analytics", CLASSES + "cdr.CdrAnalyticsMain", properties);
  }

  private Service edge() {
    Map<String, Object> properties = common(options.ports().edgeHttp(), 0);
    properties.remove("patchbay.service-token");
    properties.put("patchbay.edge.name", "edge-1");
    properties.put("patchbay.config-dir", documents.toString());
    properties.put("patchbay.data-dir", options.data().resolve("edge").toString());
    properties.put("patchbay.rtp.port-min", options.ports().rtpMin());
    properties.put("patchbay.rtp.port-max", options.ports().rtpMax());
    return new Service(EDGE, CLASSES + "edge.EdgeMain", properties, JvmOptions.EDGE, List.of());
  }

  private Map<String, Object> common(int http, int grpc) {
    Ports ports = options.ports();
    String host = options.bind();
    List<String> trunks = new ArrayList<>();
    for (int replica = 0; replica < options.trunkReplicas(); replica++) {
      trunks.add(host + ":" + ports.trunkGrpc(replica));
    }
    Map<String, Object> properties = new HashMap<>();
    properties.put("micronaut.server.host", host);
    properties.put("micronaut.server.port", http);
    properties.put("grpc.server.host", host);
    properties.put("grpc.server.port", grpc);
    properties.put("patchbay.bind", host);
    properties.put("patchbay.data-dir", options.data().toString());
    properties.put("patchbay.kafka.bootstrap", host + ":" + ports.kafka());
    properties.put("patchbay.trunks", String.join(",", trunks));
    properties.put("patchbay.dial-plan", host + ":" + ports.dialPlanGrpc());
    properties.put("patchbay.sms-router", host + ":" + ports.smsRouterGrpc());
    properties.put("patchbay.cdr-analytics", host + ":" + ports.cdrAnalyticsGrpc());
    properties.put("patchbay.console", host + ":" + ports.publicGrpc());
    properties.put("patchbay.edge-token", secrets.get("edge-token"));
    properties.put("patchbay.service-token", secrets.get("service-token"));
    return properties;
  }

  private void database(Map<String, Object> properties) {
    properties.put(
        "datasources.default.url",
        "jdbc:postgresql://127.0.0.1:" + options.ports().postgres() + "/postgres");
    properties.put("datasources.default.username", "postgres");
    properties.put("datasources.default.password", "");
  }
}
