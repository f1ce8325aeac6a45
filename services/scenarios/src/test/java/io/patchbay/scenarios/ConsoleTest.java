package io.patchbay.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.scenarios.harness.Baresip;
import io.patchbay.scenarios.harness.Browser;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.SharedGateway;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The console as people see it: in Chromium, at the width of a desk and of a pocket.
@ExtendWith(SharedGateway.class)
class ConsoleTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @Test
  void nobodySeesTheBoardWithoutSigningIn(Lab lab) throws Exception {
    Browser browser = lab.keep(new Browser(lab.ready().http()));

    browser.open("/");
    assertTrue(browser.path().startsWith("/sign-in"), browser.path());
    browser.signIn(lab.ready().consoleUser(), "wrong");

    browser.find("[role=alert]");
    assertTrue(browser.path().startsWith("/sign-in"), browser.path());
  }

  @Test
  void theBoardShowsLinesPlacesACallAndHangsItUpWithoutReloading(Lab lab) throws Exception {
    Baresip phone = lab.extension("101");
    String subscriber = lab.subscriber();
    Browser browser = signedIn(lab);
    for (String line : new String[] {"gsm-1", "gsm-4", "fxs-1", "fxo-1"}) {
      browser.awaitText("#line-" + line, line);
    }
    browser.awaitText("#line-gsm-1", lab.ready().number("gsm-1"));
    browser.awaitText("#extensions", "101");

    browser.choose("#place select[name=from]", "extension/101");
    browser.fill("#place input[name=to]", subscriber);
    browser.click("#place button[type=submit]");
    phone.awaitEvent("CALL_INCOMING", SOON);
    phone.accept();
    lab.world().answer(subscriber, lab.talking("mobile"));
    browser.awaitText("#calls", subscriber);
    browser.screenshot("board-call-1280");
    browser.click("#calls button[data-hang-up]");

    phone.awaitEvent("CALL_CLOSED", SOON);
    browser.awaitText("#calls", "No call now");
    browser.awaitText("#records", subscriber);
    assertEquals("", browser.complaints());
  }

  @Test
  void anSmsIsSentAndOneReceivedIsPushed(Lab lab) throws Exception {
    String subscriber = lab.subscriber();
    Browser browser = signedIn(lab);

    browser.fill("#send input[name=to]", subscriber);
    browser.fill("#send textarea[name=text]", "from the console");
    browser.click("#send button[type=submit]");

    lab.world().await(subscriber, "sms-received", "from the console");
    browser.awaitText("#messages", "from the console");
    var _ = lab.world().sms(subscriber, "gsm-2", "to the console");
    browser.awaitText("#messages", "to the console");
  }

  @Test
  void everyPageFitsADeskAndAPocket(Lab lab) throws Exception {
    Browser browser = signedIn(lab);
    for (String page : new String[] {"/", "/messages", "/records", "/documents", "/status"}) {
      for (int width : new int[] {1280, 390}) {
        browser.width(width);
        browser.open(page);
        browser.find("h1, h2");
        assertFalse(browser.overflows(), page + " is wider than " + width);
        browser.screenshot((page.equals("/") ? "board" : page.substring(1)) + "-" + width);
      }
    }
    assertEquals("", browser.complaints());
  }

  private static Browser signedIn(Lab lab) throws Exception {
    Browser browser = lab.keep(new Browser(lab.ready().http()));
    browser.signIn(lab.ready().consoleUser(), lab.ready().consolePassword());
    browser.awaitText("#feed", "live");
    return browser;
  }
}
