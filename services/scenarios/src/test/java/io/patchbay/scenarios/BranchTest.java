package io.patchbay.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.config.v1.Destination;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.PinSpec;
import io.patchbay.proto.config.v1.SecondStageSpec;
import io.patchbay.proto.sim.v1.CallPlan;
import io.patchbay.proto.sim.v1.SendDtmfRequest;
import io.patchbay.scenarios.harness.Await;
import io.patchbay.scenarios.harness.Baresip;
import io.patchbay.scenarios.harness.Branch;
import io.patchbay.scenarios.harness.Console;
import io.patchbay.scenarios.harness.Gateway;
import io.patchbay.scenarios.harness.Handset;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.Records;
import io.patchbay.scenarios.harness.SharedGateway;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/// A second device, `./patchbay edge --config DIR`, with lines of its own: it decides alone while
/// no service can be reached, tells afterwards, and works with the services when they are there.
@ExtendWith(SharedGateway.class)
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class BranchTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration TALK = Duration.ofSeconds(2);

  /// Of the tone that asks for a PIN, one of its two.
  private static final double PROMPT_HZ = 450;

  /// What a handset says.
  private static final double TALK_HZ = 1000;

  private @Nullable Branch branch;

  private Branch branch(Lab lab) throws Exception {
    Gateway gateway = lab.gateway();
    Branch running = branch;
    if (running == null) {
      running = Branch.alone(gateway);
      branch = running;
    }
    return running;
  }

  /// With its lines from the console; another one when a test is repeated.
  private Branch attached(Lab lab) throws Exception {
    Branch known = branch(lab);
    known.tellConsole(lab.records());
    known.connect();
    return known;
  }

  @AfterAll
  void stop() throws Exception {
    if (branch != null) {
      branch.close();
    }
  }

  @Test
  @Order(1)
  void aloneItJoinsItsPhonesLinesAndEmergencyCallsAndTellsLater(Lab lab) throws Exception {
    Branch alone = branch(lab);
    Handset one = alone.phone(1);
    Handset two = alone.phone(2);

    // phone to phone
    one.liftForDialTone(lab.recording("dial-tone-1"));
    one.dial("302#");
    alone.world().await("fxs-2", "ring", "");
    two.lift(lab.recording("two"));
    talk(lab, one, two);
    two.hangUp();
    one.hangUp();

    // phone to mobile
    String subscriber = lab.subscriber();
    one.liftForDialTone(lab.recording("dial-tone-2"));
    one.dial(subscriber.substring(3) + "#");
    alone.world().answer(subscriber, lab.talking("mobile"));
    one.talk(lab.recording("one-mobile"));
    lab.awaitTone("mobile", TALK);
    lab.awaitTone("one-mobile", TALK);
    one.hangUp();
    assertEquals(16, alone.world().await(subscriber, "released", "").getCause());

    // phone to exchange
    one.liftForDialTone(lab.recording("dial-tone-3"));
    one.dial("955510#");
    alone.world().await("fxo-1", "dialled", "55510");
    alone.world().answer("55510", lab.talking("pstn"));
    one.talk(lab.recording("one-pstn"));
    lab.awaitTone("pstn", TALK);
    lab.awaitTone("one-pstn", TALK);
    one.hangUp();

    // emergency: by the exchange line
    one.liftForDialTone(lab.recording("dial-tone-4"));
    one.dial("112#");
    alone.world().await("fxo-1", "dialled", "112");
    one.hangUp();

    alone.awaitEdge("four records", state -> state.path("spooledFacts").asInt() >= 4);
    assertTrue(lab.records().withNumber("302").isEmpty(), "nobody can know yet");
    alone.tellConsole(lab.records());
    alone.connect();
    for (String number : new String[] {"302", subscriber.substring(3), "955510", "112"}) {
      CallRecord record = lab.records().only(number, SOON);
      assertTrue(record.getDecidedLocally(), record.toString());
      assertEquals("branch-fxs-1", record.getOrigin());
    }
    alone.awaitEdge("an empty spool", state -> state.path("spooledFacts").asInt() == 0);
  }

  @Test
  @Order(2)
  void withTheServicesItsLinesAreOnTheBoardAndTakeCalls(Lab lab) throws Exception {
    Branch attached = attached(lab);
    Console console = new Console(lab.ready());
    Await.until(
        "branch-sim in service on the board",
        SOON,
        () ->
            console
                .line("branch-sim")
                .at("/status/state")
                .asText()
                .equals("LINE_STATE_IN_SERVICE"));
    Baresip extension = lab.extension("101");
    Handset phone = attached.phone(1);

    extension.dial(lab.uri("301"));
    attached.world().await("fxs-1", "ring", "");
    phone.lift(lab.recording("phone"));
    extension.awaitEvent("CALL_ESTABLISHED", SOON);
    phone.talk(lab.recording("phone"));
    extension.awaitTone(TALK);
    lab.awaitTone("phone", TALK);
    extension.hangUp();
    phone.hangUp();
    CallRecord record = lab.records().only("301", lab.began(), SOON);
    assertEquals("branch-1", record.getEdge());

    String subscriber = lab.subscriber();
    attached.world().call(subscriber, "gsm-1", lab.talking("mobile"));
    extension.answer();
    extension.awaitTone(TALK);
    lab.awaitTone("mobile", TALK);
    extension.hangUp();
    assertEquals("branch-sim", lab.records().only(subscriber, SOON).getOrigin());
  }

  @Test
  @Order(3)
  void aCallOutlivesTheLossOfItsPathToTheServicesAndIsRecordedOnce(Lab lab) throws Exception {
    Branch attached = attached(lab);
    Baresip extension = lab.extension("101");
    String subscriber = lab.subscriber();
    attached.world().call(subscriber, "gsm-1", lab.talking("mobile"));
    extension.answer();
    extension.awaitTone(TALK);

    attached.cutOff();
    double heard = extension.listened().longestStretch().seconds();
    Await.until(
        "the call goes on while the path is cut",
        SOON,
        () -> extension.listened().longestStretch().seconds() > heard + TALK.toSeconds());
    attached.connect();
    extension.hangUp();

    assertEquals(16, attached.world().await(subscriber, "released", "").getCause());
    CallRecord record = lab.records().only(subscriber, SOON);
    assertEquals(16, record.getCause());
    assertTrue(Records.leg(record, "101").getRtp().getPacketsReceived() > 150, record.toString());
  }

  @Test
  @Order(4)
  void cutOffItAsksForAPinAndTakesWhatIsSetOnAPhone(Lab lab) throws Exception { // H8, H-163
    Branch cut = attached(lab);
    Document.Builder line =
        lab.records().document("Line", "branch-sim").toBuilder().clearRevision();
    line.getLineBuilder().clearIncoming();
    lab.records()
        .put(
            Document.newBuilder()
                .setKind("Pin")
                .setName("branch")
                .setPin(PinSpec.newBuilder().setPin("4711"))
                .build());
    Document.Builder staged = line.build().toBuilder();
    staged
        .getLineBuilder()
        .setIncoming(
            Destination.newBuilder().setSecondStage(SecondStageSpec.newBuilder().setPin("branch")));
    lab.records().put(staged.build());
    cut.awaitGiven("Pin");
    cut.cutOff();

    code(lab, cut.phone(2), "*78");
    Handset one = cut.phone(1);
    one.liftForDialTone(lab.recording("dial-tone-5"));
    Instant dialled = Instant.now();
    one.dial("302#");
    cut.awaitEdge("a setting, two records", state -> state.path("spooledFacts").asInt() >= 3);
    one.hangUp();

    String subscriber = lab.subscriber();
    Path heard = lab.recording("stage");
    CallPlan plan = CallPlan.newBuilder().setRecord(heard.toString()).build();
    cut.world().call(subscriber, "gsm-1", plan);
    cut.world().await(subscriber, "answered", "");
    Handset.awaitTone(heard, PROMPT_HZ);
    enter(cut, subscriber, "4711#");
    Handset.awaitDialTone(heard);
    enter(cut, subscriber, "301#");
    one.awaitRing();
    one.lift(lab.recording("entered"));
    one.talk(lab.recording("entered"));
    Handset.awaitTone(heard, TALK_HZ);
    one.hangUp();
    cut.awaitEdge("another record", state -> state.path("spooledFacts").asInt() >= 4);
    cut.connect();

    CallRecord entered = lab.records().only(subscriber, SOON);
    assertTrue(entered.getDecidedLocally(), entered.toString());
    assertEquals("301", entered.getDialledNumber());
    assertTrue(
        entered.getTraceList().contains("entered: PIN branch was right"), entered.toString());
    assertFalse(entered.toString().contains("4711"), entered.toString());
    assertEquals(17, lab.records().only("302", dialled, SOON).getCause(), "wants no calls");
    Await.until(
        "the cluster knows what was set",
        SOON,
        () -> lab.gateway().client("line", "branch-fxs-2").output().contains("do-not-disturb"));

    code(lab, cut.phone(2), "*79");
    lab.records().put(line.build());
    lab.records().delete("Pin", "branch");
  }

  private static void code(Lab lab, Handset phone, String code) {
    Path before = lab.recording("before-" + code.substring(1));
    Path confirmed = lab.recording("confirmed-" + code.substring(1));
    phone.liftForDialTone(before);
    phone.dial(code);
    phone.hear(confirmed);
    Handset.awaitDialTone(confirmed);
    phone.hangUp();
  }

  private static void enter(Branch branch, String subscriber, String digits) {
    var _ =
        branch
            .world()
            .world()
            .sendDtmf(
                SendDtmfRequest.newBuilder().setSubscriber(subscriber).setDigits(digits).build());
  }

  private static void talk(Lab lab, Handset one, Handset two) {
    one.talk(lab.recording("one"));
    two.talk(lab.recording("two"));
    lab.awaitTone("one", TALK);
    lab.awaitTone("two", TALK);
  }
}
