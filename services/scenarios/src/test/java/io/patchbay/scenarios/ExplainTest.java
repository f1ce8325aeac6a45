package io.patchbay.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.scenarios.harness.Baresip;
import io.patchbay.scenarios.harness.Browser;
import io.patchbay.scenarios.harness.Gateway.Ended;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.SharedGateway;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// What would become of a call, and of the calls that were, before anything changes (catalogue D1).
@ExtendWith(SharedGateway.class)
class ExplainTest {
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final Pattern SUMMARY =
      Pattern.compile("(\\d+) of (\\d+) calls would go elsewhere");

  @Test
  void aCallIsExplainedStepByStepAtAnyTime(Lab lab) {
    Ended explained = lab.gateway().client("explain", "101", "→", "13012345678", "at", "03:30");
    assertEquals(0, explained.exitCode(), explained.output());
    assertTrue(
        explained.output().startsWith("extension 101 calls 13012345678"), explained.output());
    assertTrue(explained.output().contains("gsm-1"), explained.output());
    assertTrue(explained.output().contains("dials 13012345678"), explained.output());

    Ended emergency = lab.gateway().client("explain", "101", "112");
    assertTrue(emergency.output().contains("emergency"), emergency.output());

    Ended nobody = lab.gateway().client("explain", "extension/101", "5");
    assertEquals(1, nobody.exitCode(), nobody.output());
    assertTrue(nobody.output().contains("refused: SIP 404, cause 1"), nobody.output());

    Ended wrong = lab.gateway().client("explain", "101", "5", "at", "noon");
    assertEquals(2, wrong.exitCode(), wrong.output());
    assertTrue(wrong.output().contains("'noon' is no time"), wrong.output());
  }

  @Test
  void aChangedPlanIsTriedWithTheCallsThatWere(Lab lab, @TempDir Path directory) throws Exception {
    String subscriber = lab.subscriber();
    Baresip phone = lab.extension("101");
    phone.dial(lab.uri(subscriber));
    lab.world().await(subscriber, "ringing", "");
    phone.hangUp();
    var _ = lab.records().only(subscriber, SOON);

    Path plan = directory.resolve("plan.yaml");
    String rules =
        "{kind: DialPlan, name: default, spec: {rules: [{name: closed, pattern: '%s', reject: true}]}}";
    Files.writeString(plan, rules.formatted("+86x+ | x+"));
    Ended replayed = lab.gateway().client("replay", plan.toString());
    assertEquals(1, replayed.exitCode(), replayed.output());
    assertTrue(replayed.output().contains("extension 101 calls " + subscriber), replayed.output());
    assertTrue(replayed.output().contains("now refused: SIP 403, cause 21"), replayed.output());
    Matcher summary = SUMMARY.matcher(replayed.output());
    assertTrue(summary.find(), replayed.output());
    assertTrue(Integer.parseInt(summary.group(1)) >= 1, replayed.output());

    replayInTheBrowser(lab, rules.formatted("+86x+ | x+"), subscriber);

    Files.writeString(plan, rules.formatted("[unclosed"));
    Ended unreadable = lab.gateway().client("replay", plan.toString());
    assertFalse(unreadable.output().contains("calls would"), unreadable.output());
    assertTrue(unreadable.output().contains("pattern"), unreadable.output());

    assertEquals(
        0,
        lab.gateway().client("explain", "101", subscriber).exitCode(),
        "the plan in force is as it was");
  }

  private static void replayInTheBrowser(Lab lab, String documents, String subscriber)
      throws Exception {
    Browser browser = lab.keep(new Browser(lab.ready().http()));
    browser.signIn(lab.ready().consoleUser(), lab.ready().consolePassword());
    browser.open("/replay");
    browser.fill("textarea[name=documents]", documents);
    browser.click("#replay button[type=submit]");
    browser.awaitText("#summary", "calls would go elsewhere");
    browser.awaitText("#differences", subscriber);
    browser.awaitText("#differences", "SIP 403");
    pictures(browser, "replay-result");
    assertEquals("", browser.complaints());
  }

  private static void pictures(Browser browser, String name) throws Exception {
    for (int width : new int[] {1280, 390}) {
      browser.width(width);
      assertFalse(browser.overflows(), "wider than " + width);
      browser.screenshot(name + "-" + width);
    }
  }

  @Test
  void thePageSaysTheSame(Lab lab) throws Exception {
    Browser browser = lab.keep(new Browser(lab.ready().http()));
    browser.signIn(lab.ready().consoleUser(), lab.ready().consolePassword());
    browser.open("/explain");
    browser.fill("input[name=from]", "extension/101");
    browser.fill("input[name=called]", "13012345678");
    browser.click(".filter button[type=submit]");
    browser.awaitText(".explanation", "dials 13012345678");
    browser.awaitText(".explanation", "gsm-1");
    pictures(browser, "explain");
    browser.fill("input[name=from]", "phone/101");
    browser.click(".filter button[type=submit]");
    browser.awaitText(".problem", "phone/101");
    assertEquals("", browser.complaints());
  }
}
