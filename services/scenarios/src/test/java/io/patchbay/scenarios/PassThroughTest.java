package io.patchbay.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.config.v1.Destination;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.config.v1.PassThroughSpec;
import io.patchbay.scenarios.harness.Await;
import io.patchbay.scenarios.harness.Baresip;
import io.patchbay.scenarios.harness.G711;
import io.patchbay.scenarios.harness.Handset;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.Ports;
import io.patchbay.scenarios.harness.Records;
import io.patchbay.scenarios.harness.RtpPeer;
import io.patchbay.scenarios.harness.SharedGateway;
import io.patchbay.scenarios.harness.Sipp;
import io.patchbay.scenarios.harness.Sipp.Scenario;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A phone that stands on an exchange line: rung by it, seizing it, calling out by it; and calls
/// that go on to a VoIP number or a SIP URI.
@ExtendWith(SharedGateway.class)
class PassThroughTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration TALK = Duration.ofSeconds(2);

  @AfterEach
  void handsetsDown(Lab lab) {
    lab.handsetsDown();
  }

  /// Another document of a line, until closed; returns once calls are decided by it.
  private static AutoCloseable line(
      Lab lab, String name, Consumer<LineSpec.Builder> change, String question, String answer) {
    Document before = lab.records().document("Line", name).toBuilder().clearRevision().build();
    Document.Builder after = before.toBuilder();
    change.accept(after.getLineBuilder());
    lab.records().put(after.build());
    String[] asked = question.split(" ", 2);
    Await.until(
        question + ": " + answer,
        SOON,
        () -> lab.gateway().client("explain", asked[0], asked[1]).output().contains(answer));
    return () -> lab.records().put(before);
  }

  private static AutoCloseable pair(Lab lab, PassThroughSpec.Builder spec) {
    return line(
        lab,
        "fxo-1",
        line -> line.setPassThrough(spec.setPhone("fxs-1")),
        "line/fxs-1 *00",
        "line fxo-1");
  }

  @Test
  void thePhoneIsRungFirstAndThenTheVoipNumber(Lab lab) throws Exception {
    Baresip extension = lab.extension("103");
    try (var _ = pair(lab, PassThroughSpec.newBuilder().setRings(1))) {
      lab.world().call("55503", "fxo-1", lab.talking("pstn"));
      lab.world().await("fxs-1", "ring", "");
      lab.world().await("fxs-1", "caller-id", "55503");
      lab.phone("fxs-1").lift(lab.recording("phone"));
      lab.world().await("55503", "answered", "");
      lab.phone("fxs-1").talk(lab.recording("phone"));
      lab.awaitTone("pstn", TALK);
      lab.awaitTone("phone", TALK);
      lab.phone("fxs-1").hangUp();
      lab.world().await("55503", "released", "");
      CallRecord first = lab.records().only("55503", lab.began(), SOON);
      assertEquals(16, Records.leg(first, "fxs-1").getCause());

      // nobody lifts it: after one ring extension 103
      lab.world().call("55504", "fxo-1", lab.talking("pstn-2"));
      extension.answer();
      extension.awaitTone(TALK);
      extension.hangUp();
      CallRecord second = lab.records().only("55504", lab.began(), SOON);
      assertEquals(19, Records.leg(second, "fxs-1").getCause());
      assertEquals(16, Records.leg(second, "103").getCause());
    }
  }

  @Test
  void theAccessCodePassesTheExchangeThrough(Lab lab) throws Exception {
    try (var _ = pair(lab, PassThroughSpec.newBuilder())) {
      lab.phone("fxs-1").liftForDialTone(lab.recording("tone"));
      lab.phone("fxs-1").dial("*00"); // a # would be dialled at the exchange already
      lab.records().awaitCall("*00", SOON);
      Await.until(
          "the line is seized", SOON, () -> lab.world().lineState("fxo-1").equals("dial-tone"));
      // the phone hears the exchange and dials there itself
      lab.phone("fxs-1").hear(lab.recording("exchange"));
      Handset.awaitDialTone(lab.recording("exchange"));
      lab.phone("fxs-1").dial("55501");
      lab.world().await("fxo-1", "dialled", "55501");
      lab.world().answer("55501", lab.talking("pstn"));
      lab.phone("fxs-1").talk(lab.recording("phone"));
      lab.awaitTone("pstn", TALK);
      lab.awaitTone("phone", TALK);
      lab.phone("fxs-1").hangUp();
      lab.world().await("55501", "released", "");
      assertEquals(16, lab.records().only("*00", lab.began(), SOON).getCause());
    }
  }

  @Test
  void aPlanOfThePhonesOwnSendsLocalNumbersOutByTheExchange(Lab lab) throws Exception {
    try (var _ = pair(lab, PassThroughSpec.newBuilder());
        var _ =
            line(
                lab,
                "fxs-1",
                phone -> phone.setDialPlan("{L:55xxx | 10x}"),
                "line/fxs-1 55506",
                "line fxo-1 dials 55506")) {
      lab.phone("fxs-1").liftForDialTone(lab.recording("tone"));
      lab.phone("fxs-1").dial("55506"); // sent with its last digit
      lab.world().await("fxo-1", "dialled", "55506");
      lab.phone("fxs-1").hangUp();
      var _ = lab.records().only("55506", lab.began(), SOON);

      Baresip extension = lab.extension("101");
      lab.phone("fxs-1").liftForDialTone(lab.recording("tone-2"));
      lab.phone("fxs-1").dial("101");
      extension.awaitEvent("CALL_INCOMING", SOON);
      lab.phone("fxs-1").hangUp();

      lab.phone("fxs-1").liftForDialTone(lab.recording("tone-3"));
      lab.phone("fxs-1").dial("7"); // the plan has nothing that begins so
      assertEquals(21, lab.records().only("7", lab.began(), SOON).getCause());
    }
  }

  @Test
  void callsOfALineGoToASipUri(Lab lab) throws Exception {
    int port = Ports.freeUdp();
    String uri = "sip:700@127.0.0.1:" + port;
    Destination to = Destination.newBuilder().setUri("700@127.0.0.1:" + port).build();
    RtpPeer media = lab.media(G711.PCMA);
    Sipp peer =
        lab.keep(
            Sipp.start(
                lab.ready(), "127.0.0.1", port, Scenario.of("uas_answer").media(media, G711.PCMA)));
    Document before = lab.records().document("Line", "gsm-2").toBuilder().clearRevision().build();
    Document.Builder after = before.toBuilder();
    after.getLineBuilder().setIncoming(to);
    lab.records().put(after.build());
    try {
      Await.until(
          "calls go to " + uri,
          SOON,
          () ->
              lab.gateway()
                  .client("explain", "line/gsm-2", lab.ready().number("gsm-2"))
                  .output()
                  .contains(uri));
      String subscriber = lab.subscriber();
      lab.world().call(subscriber, "gsm-2", lab.talking("mobile"));
      lab.world().await(subscriber, "answered", "");
      media.awaitTone(TALK);
      lab.awaitTone("mobile", TALK);
      lab.world().hangUp(subscriber);
      peer.awaitSuccess(SOON);
      assertTrue(peer.messages().contains("INVITE " + uri + " SIP/2.0"), "not to the URI");
      assertEquals("gsm-2", lab.records().only(subscriber, SOON).getOrigin());
    } finally {
      lab.records().put(before);
    }
  }
}
