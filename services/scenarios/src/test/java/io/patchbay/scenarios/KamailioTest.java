package io.patchbay.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.call.v1.Endpoint;
import io.patchbay.proto.call.v1.OriginateRequest;
import io.patchbay.proto.call.v1.TrunkEndpoint;
import io.patchbay.proto.config.v1.AccountSpec;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.scenarios.harness.Await;
import io.patchbay.scenarios.harness.Baresip;
import io.patchbay.scenarios.harness.Console;
import io.patchbay.scenarios.harness.G711;
import io.patchbay.scenarios.harness.Kamailio;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.RtpPeer;
import io.patchbay.scenarios.harness.SharedGateway;
import io.patchbay.scenarios.harness.Sipp;
import io.patchbay.scenarios.harness.Sipp.Scenario;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A PBX behind a proxy that stays in the route and changes between TCP and UDP: Kamailio. It
/// refuses what does not carry its Route.
@ExtendWith(SharedGateway.class)
class KamailioTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration TALK = Duration.ofSeconds(2);
  private static final String TRUNK = "behind-a-proxy";

  /// The proxy, and a trunk that leads to it.
  private static Kamailio proxy(Lab lab, String inside, TrunkSpec.Builder more) throws Exception {
    Kamailio proxy = lab.keep(Kamailio.start(lab.ready(), inside));
    lab.records()
        .put(
            Document.newBuilder()
                .setKind("Trunk")
                .setName(TRUNK)
                .setTrunk(more.setAddress(proxy.address()).setTransport(inside))
                .build());
    lab.keep((AutoCloseable) () -> lab.records().delete("Trunk", TRUNK));
    return proxy;
  }

  private static Sipp peer(Lab lab, Kamailio proxy, String inside, Scenario scenario)
      throws Exception {
    String outside = inside.equals("tcp") ? "udp" : "tcp";
    return lab.keep(
        Sipp.start(proxy.address(), Kamailio.BEHIND, proxy.peerPort(), outside, scenario));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "udp"})
  void aPbxBehindTheProxyCallsHoldsResumesAndHangsUp(String inside, Lab lab) throws Exception {
    Kamailio proxy = proxy(lab, inside, TrunkSpec.newBuilder());
    RtpPeer media = lab.media(G711.PCMA);
    Baresip phone = lab.extension("102");
    String station = lab.station();
    Sipp pbx =
        peer(
            lab,
            proxy,
            inside,
            Scenario.of("uac_hold_resume").call(station, "102").media(media, G711.PCMA));
    phone.answer();

    pbx.awaitSuccess(SOON.plusSeconds(20));

    phone.awaitEvent("CALL_CLOSED", SOON);
    assertTrue(pbx.messages().contains("Record-Route: <sip:" + proxy.address()), "no route");
    media.heard().assertTone("pbx", 1.5);
    assertEquals(TRUNK, lab.records().only(station, SOON).getOrigin());
    assertEquals("", proxyErrors(proxy));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "udp"})
  void aPbxBehindTheProxyIsCalledAndWeHangUp(String inside, Lab lab) throws Exception {
    Kamailio proxy = proxy(lab, inside, TrunkSpec.newBuilder());
    RtpPeer media = lab.media(G711.PCMU);
    Sipp pbx = peer(lab, proxy, inside, Scenario.of("uas_answer").media(media, G711.PCMU));
    Baresip phone = lab.extension("101");
    String station = call(lab, phone);
    phone.awaitTone(TALK);
    media.awaitTone(TALK);

    phone.hangUp();

    pbx.awaitSuccess(SOON);
    assertEquals(16, lab.records().only(station, SOON).getCause());
    assertEquals("", proxyErrors(proxy));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "udp"})
  void aPbxBehindTheProxyIsCalledAndHangsUp(String inside, Lab lab) throws Exception {
    Kamailio proxy = proxy(lab, inside, TrunkSpec.newBuilder());
    RtpPeer media = lab.media(G711.PCMU);
    Sipp pbx =
        peer(lab, proxy, inside, Scenario.of("uas_bye").with("hold", 2000).media(media, G711.PCMU));
    Baresip phone = lab.extension("101");
    String station = call(lab, phone);

    pbx.awaitSuccess(SOON);

    phone.awaitEvent("CALL_CLOSED", SOON);
    assertEquals(16, lab.records().only(station, SOON).getCause());
  }

  @Test
  void anAccountRegistersThroughTheProxy(Lab lab) throws Exception {
    var account =
        AccountSpec.newBuilder()
            .setUser("gateway")
            .setDomain("itsp.example")
            .setRegister(true)
            .setExpiresS(600);
    Kamailio proxy = proxy(lab, "tcp", TrunkSpec.newBuilder().setAccount(account));
    Await.until(
        "registration through " + proxy.address(),
        SOON,
        () -> new Console(lab.ready()).trunk(TRUNK).toString().contains("REGISTERED"));
  }

  /// Extension 101 and then a number of the PBX; returns the number.
  private static String call(Lab lab, Baresip phone) {
    String station = lab.station();
    Await.until(
        "a call by the trunk",
        SOON,
        () ->
            !lab.records()
                .calls()
                .originate(
                    OriginateRequest.newBuilder()
                        .setFrom(Endpoint.newBuilder().setExtension("101"))
                        .setTo(
                            Endpoint.newBuilder()
                                .setTrunk(
                                    TrunkEndpoint.newBuilder().setTrunk(TRUNK).setNumber(station)))
                        .build())
                .getCallId()
                .isEmpty());
    phone.answer();
    return station;
  }

  private static String proxyErrors(Kamailio proxy) throws Exception {
    return String.join("\n", proxy.log().lines().filter(line -> line.contains("ERROR")).toList());
  }
}
