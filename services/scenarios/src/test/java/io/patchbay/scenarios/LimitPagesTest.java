package io.patchbay.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.LimitSpec;
import io.patchbay.scenarios.harness.Browser;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.SharedGateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What is left of limits, and the trial of changed documents, in a browser (G-040, D1).
@ExtendWith(SharedGateway.class)
class LimitPagesTest {
  @BeforeEach
  void limit(Lab lab) {
    lab.records()
        .put(
            Document.newBuilder()
                .setKind("Limit")
                .setName("scenario")
                .setLimit(LimitSpec.newBuilder().addOn("line/gsm-1").setMinutes("100"))
                .build());
  }

  @AfterEach
  void unlimited(Lab lab) {
    lab.records().delete("Limit", "scenario");
  }

  @Test
  void pagesFitWideAndNarrowWindows(Lab lab) throws Exception {
    Browser browser = lab.keep(new Browser(lab.ready().http()));
    browser.signIn(lab.ready().consoleUser(), lab.ready().consolePassword());
    browser.open("/limits");
    browser.awaitText("main", "scenario");
    pictures(browser, "limits");
    browser.open("/replay");
    pictures(browser, "replay");
    browser.open("/");
    pictures(browser, "board");
    assertEquals("", browser.complaints());
  }

  private static void pictures(Browser browser, String name) throws Exception {
    for (int width : new int[] {1280, 390}) {
      browser.width(width);
      browser.screenshot(name + "-" + width);
      assertFalse(browser.overflows(), name + " is wider than " + width);
    }
  }
}
