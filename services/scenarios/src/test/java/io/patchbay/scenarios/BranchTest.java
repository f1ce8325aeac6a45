package io.patchbay.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.scenarios.harness.Await;
import io.patchbay.scenarios.harness.Baresip;
import io.patchbay.scenarios.harness.Branch;
import io.patchbay.scenarios.harness.Console;
import io.patchbay.scenarios.harness.Gateway;
import io.patchbay.scenarios.harness.Handset;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.Records;
import io.patchbay.scenarios.harness.SharedGateway;
import java.time.Duration;
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
    Branch attached = branch(lab);
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
    Branch attached = branch(lab);
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

  private static void talk(Lab lab, Handset one, Handset two) {
    one.talk(lab.recording("one"));
    two.talk(lab.recording("two"));
    lab.awaitTone("one", TALK);
    lab.awaitTone("two", TALK);
  }
}
