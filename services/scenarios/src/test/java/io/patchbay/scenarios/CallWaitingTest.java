package io.patchbay.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.cdr.v1.LegRecord;
import io.patchbay.proto.sim.v1.CallPlan;
import io.patchbay.scenarios.harness.Await;
import io.patchbay.scenarios.harness.Baresip;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.SharedGateway;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Two mobile callers on one SIM line, and one SIP phone that hears the one or the other (catalogue
/// G-168 to G-170, AT-133).
@ExtendWith(SharedGateway.class)
class CallWaitingTest {
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final String LINE = "gsm-1";

  @Test
  void keys32SwapAnd31HangsUpTheOneThatIsHeard(Lab lab) throws Exception {
    try (AutoCloseable _ = lab.lineSetting(LINE, "call-waiting", "2")) {
      Baresip phone = lab.extension("101");
      String first = lab.mobileCalls(LINE, phone);
      String second = second(lab);
      heardBy(lab, first, phone, "7");
      keys(phone, "32");
      lab.world().await(second, "answered", "");
      heardBy(lab, second, phone, "8");
      keys(phone, "32");
      heardBy(lab, first, phone, "9");
      keys(phone, "31");
      lab.world().await(first, "released", "");
      heardBy(lab, second, phone, "4");

      lab.world().hangUp(second);

      phone.awaitEvent("CALL_CLOSED", SOON);
      LegRecord joined =
          lab.records().only(first, SOON).getLegsList().stream()
              .filter(leg -> leg.getNumber().equals(second))
              .findFirst()
              .orElseThrow();
      assertEquals(LINE, joined.getName());
      assertTrue(joined.hasAnsweredAt(), joined::toString);
    }
  }

  @Test
  void theSecondCallerIsGreetedAndHeldAfterTwoSeconds(Lab lab) throws Exception {
    try (AutoCloseable _ = lab.lineSetting(LINE, "call-waiting", "3")) {
      Baresip phone = lab.extension("101");
      String first = lab.mobileCalls(LINE, phone);
      String second = second(lab);
      lab.world().await(second, "answered", "");
      heardBy(lab, second, phone, "5");
      Await.until(
          "the first caller heard again",
          SOON,
          () -> {
            long before = lab.world().lastEvent();
            phone.command("sndcode", "6");
            lab.world().await(first, "dtmf", "6", before, Duration.ofSeconds(1));
            return true;
          });

      phone.hangUp();

      lab.world().await(first, "released", "");
      lab.world().await(second, "released", "");
    }
  }

  /// Somebody else calls the line, which is in a call.
  private static String second(Lab lab) {
    String second = lab.subscriber();
    lab.world().call(second, LINE, CallPlan.getDefaultInstance());
    lab.world().await(LINE, "ringing", second);
    return second;
  }

  private static void keys(Baresip phone, String keys) {
    for (int i = 0; i < keys.length(); i++) {
      phone.command("sndcode", keys.substring(i, i + 1));
    }
  }

  /// A key of the phone goes to the subscriber who hears it.
  private static void heardBy(Lab lab, String subscriber, Baresip phone, String key) {
    phone.command("sndcode", key);
    lab.world().await(subscriber, "dtmf", key);
  }
}
