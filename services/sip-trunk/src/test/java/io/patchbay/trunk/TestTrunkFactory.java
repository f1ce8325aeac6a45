package io.patchbay.trunk;

import io.patchbay.contract.document.Ha1;
import io.patchbay.launch.hook.MailServer;
import io.patchbay.proto.config.v1.Destination;
import io.patchbay.proto.config.v1.DialPlanSpec;
import io.patchbay.proto.config.v1.DialRule;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.ExtensionSpec;
import io.patchbay.proto.config.v1.LineGroupSpec;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.trunk.events.KafkaFactLog;
import io.patchbay.trunk.run.Overload;
import io.patchbay.trunk.sip.SipSettings;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A trunk on free ports of the loopback with a small installation: extensions 101 and 102, two SIM
/// lines and a phone.
final class TestTrunkFactory {
  private static final int FIRST_PORT = 20_000;
  private static final int PORTS = 12_000;
  private static final AtomicInteger NEXT_PORT =
      new AtomicInteger((int) ProcessHandle.current().pid());

  static final String TOKEN = "edge-token";
  static final String SERVICE_TOKEN = "service-token";
  static final Duration LINE_GRACE = Duration.ofMillis(300);

  private TestTrunkFactory() {}

  static Trunk start(RecordedFacts facts, int pbxPort, int tlsPort, String keyStore)
      throws IOException {
    Trunk trunk =
        TrunkFactory.start(
            settings(tlsPort, keyStore, "", "127.0.0.1:1", Overload.Limits.DEFAULT), facts);
    trunk.configure(documents(pbxPort));
    return trunk;
  }

  /// A trunk that listens on another loopback address.
  ///
  /// @param pbx host:port of the trunk `pbx`
  static Trunk on(String host, RecordedFacts facts, String pbx) throws IOException {
    TrunkSettings usual = settings(0, "", "", "127.0.0.1:1", Overload.Limits.DEFAULT);
    int port = usual.sip().udpPort();
    Trunk trunk =
        TrunkFactory.start(
            new TrunkSettings(
                usual.name(),
                new SipSettings("t", host, host, port, port, 0, "", ""),
                "127.0.0.1:1",
                "127.0.0.1",
                0,
                "",
                "127.0.0.1:1",
                "127.0.0.1:1",
                TOKEN,
                SERVICE_TOKEN,
                "",
                MailServer.NONE,
                LINE_GRACE,
                Overload.Limits.DEFAULT,
                Duration.ZERO,
                null),
            facts);
    trunk.configure(documents(5060));
    trunk.configure(
        List.of(
            document("Trunk", "pbx")
                .setTrunk(TrunkSpec.newBuilder().setAddress(pbx).setHairPin(true))
                .build()));
    return trunk;
  }

  /// A trunk that waits for its documents from Kafka.
  static Trunk waiting(RecordedFacts facts) throws IOException {
    return TrunkFactory.start(
        settings(0, "", "127.0.0.1:1", "127.0.0.1:1", Overload.Limits.DEFAULT), facts);
  }

  /// A replica that shares what there is with others by Kafka.
  static Trunk replica(String kafka) throws IOException {
    return TrunkFactory.start(
        settings(0, "", kafka, "127.0.0.1:1", Overload.Limits.DEFAULT), new KafkaFactLog(kafka));
  }

  /// A trunk that can do little at a time.
  static Trunk narrow(RecordedFacts facts, int pbxPort, String dialPlan) throws IOException {
    Trunk trunk =
        TrunkFactory.start(
            settings(0, "", "", dialPlan, new Overload.Limits(16, Duration.ofMinutes(1))), facts);
    trunk.configure(documents(pbxPort));
    return trunk;
  }

  private static TrunkSettings settings(
      int tlsPort, String keyStore, String kafka, String dialPlan, Overload.Limits overload)
      throws IOException {
    int port = freePort();
    return new TrunkSettings(
        "t" + port,
        new SipSettings("t", "127.0.0.1", "127.0.0.1", port, port, tlsPort, keyStore, "changeit"),
        "127.0.0.1:1",
        "127.0.0.1",
        0,
        kafka,
        dialPlan,
        "127.0.0.1:1",
        TOKEN,
        SERVICE_TOKEN,
        "",
        MailServer.NONE,
        LINE_GRACE,
        overload,
        Duration.ZERO,
        null);
  }

  /// Free for UDP and TCP, never given before, and below those that the system gives to whoever
  /// asks for any: nobody else takes it before the test does.
  static int freePort() throws IOException {
    for (int i = 0; i < PORTS; i++) {
      int port = FIRST_PORT + Math.floorMod(NEXT_PORT.getAndIncrement(), PORTS);
      InetAddress loopback = InetAddress.getLoopbackAddress();
      try (ServerSocket _ = new ServerSocket(port, 1, loopback);
          DatagramSocket _ = new DatagramSocket(new InetSocketAddress(loopback, port))) {
        return port;
      } catch (BindException e) {
        // taken: the next one
      }
    }
    throw new IOException("no free port");
  }

  static List<Document> documents(int pbxPort) {
    List<Document> documents = new ArrayList<>();
    for (String user : List.of("101", "102")) {
      documents.add(
          document("Extension", user)
              .setExtension(
                  ExtensionSpec.newBuilder()
                      .setDisplayName("Phone " + user)
                      .setHa1Md5(Ha1.md5(user, "secret" + user))
                      .setHa1Sha256(Ha1.sha256(user, "secret" + user)))
              .build());
    }
    for (String line : List.of("gsm-1", "gsm-2")) {
      documents.add(
          document("Line", line)
              .setLine(
                  LineSpec.newBuilder()
                      .setEdge("edge-1")
                      .setKind(LineKind.LINE_KIND_SIM)
                      .setNumber("+861380000000" + line.charAt(4))
                      .setIncoming(Destination.newBuilder().setExtension("101")))
              .build());
    }
    documents.add(
        document("Line", "fxs-1")
            .setLine(
                LineSpec.newBuilder()
                    .setEdge("edge-1")
                    .setKind(LineKind.LINE_KIND_FXS)
                    .setNumber("201"))
            .build());
    documents.add(
        document("LineGroup", "mobile")
            .setLineGroup(LineGroupSpec.newBuilder().addLines("gsm-1").addLines("gsm-2"))
            .build());
    documents.add(
        document("Trunk", "pbx")
            .setTrunk(
                TrunkSpec.newBuilder()
                    .setAddress("127.0.0.1:" + pbxPort)
                    .setAuthUser("patch")
                    .setAuthPassword("bay"))
            .build());
    documents.add(
        document("DialPlan", "default")
            .setDialPlan(
                DialPlanSpec.newBuilder()
                    .addRules(
                        DialRule.newBuilder().setName("barred").setPattern("900x.").setReject(true))
                    .addRules(
                        DialRule.newBuilder()
                            .setName("pbx")
                            .setPattern("7xxx")
                            .setTo(Destination.newBuilder().setTrunk("pbx")))
                    .addRules(
                        DialRule.newBuilder()
                            .setName("mobile")
                            .setPattern("13x.")
                            .setTo(Destination.newBuilder().setLineGroup("mobile"))))
            .build());
    return documents;
  }

  static Document.Builder document(String kind, String name) {
    return Document.newBuilder().setKind(kind).setName(name).setRevision(1);
  }
}
