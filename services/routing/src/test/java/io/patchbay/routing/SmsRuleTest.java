package io.patchbay.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Documents;
import io.patchbay.proto.policy.v1.AuthorizeSmsRequest;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.SmsDecision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What becomes of the recipients of short messages: numbering, routes and rules of lines.
final class SmsRuleTest {
  private static SmsDecision sms(String documents, String recipient) {
    Router router = Router.of(Documents.of(DocumentYaml.parse("t", documents)));
    return router.authorizeSms(
        AuthorizeSmsRequest.newBuilder()
            .setOriginKind(OriginKind.ORIGIN_KIND_EXTENSION)
            .setOrigin("101")
            .setRecipient(recipient)
            .build(),
        LineStates.unknown());
  }

  private static String line(String name, String messages) {
    return "{kind: Line, name: "
        + name
        + ", spec: {kind: sim, messages: {"
        + messages
        + "}}}\n---\n";
  }

  /// AT-110: the rules of AT-100 ff. for short messages; `dial-rules` are for calls alone.
  @ParameterizedTest
  @CsvSource({
    "86:-86, +8613800000001, +8613800000001",
    "+86:-+86, +8613800000001, 13800000001",
    "+86:-+86+0, +8613800000001, 013800000001",
    "0:-0++86|1:++86, 013800000001, +8613800000001",
    "0:-0++86|1:++86, 13800000001, +8613800000001",
    "0:-0++86|1:++86, 10086, +8610086",
    "0:-0++86|1:++86, 20086, 20086",
  })
  void at110NumberRulesOfALineRewriteTheRecipient(String rules, String recipient, String dialled) {
    SmsDecision decision = sms(line("gsm-1", "number-rules: '" + rules + "'"), recipient);
    assertEquals(dialled, decision.getRecipient());
    assertEquals("[gsm-1]", decision.getLinesList().toString());
  }

  @Test
  void strictRulesLeaveTheLineOutAndOthersSend() {
    String strict = "number-rules: '138XXXXXXXX:+0', strict-number-rules: true";
    SmsDecision decision = sms(line("gsm-1", strict), "13900000001");
    assertEquals(
        "no line for 13900000001: gsm-1 its number rules do not let 13900000001 through",
        decision.getReason());
    assertEquals(
        "[gsm-2]",
        sms(line("gsm-1", strict) + line("gsm-2", ""), "13900000001").getLinesList().toString());
    assertEquals("013800000001", sms(line("gsm-1", strict), "13800000001").getRecipient());
  }

  @Test
  void linesThatDialAnotherNumberThanTheFirstAreLeftOut() {
    SmsDecision decision =
        sms(
            line("gsm-1", "number-rules: '1:+0'")
                + line("gsm-2", "")
                + line("gsm-3", "number-rules: '13:+0'"),
            "13800000001");
    assertEquals("[gsm-1, gsm-3]", decision.getLinesList().toString());
    assertTrue(
        decision.getTraceList().contains("gsm-2 is left out, it dials 13800000001"),
        decision.getTraceList().toString());
  }

  private static final String CHINA =
      line("gsm-1", "")
          + """
          {kind: Settings, name: default, spec: {numbering: {country: CN}}}
          ---
          {kind: NumberList, name: bad, spec: {effect: deny, patterns: ['+861900x+']}}
          ---
          """;

  @Test
  void recipientsAreSeenAsE164AsCalledNumbersAre() {
    for (String form : new String[] {"+8619000000001", "19000000001", "008619000000001"}) {
      assertEquals(
          "list `bad` denies the called number " + form, sms(CHINA, form).getReason(), form);
    }
    String route =
        CHINA
            + "{kind: SmsRoute, name: cn, spec: {pattern: '+86x+', wait-for-limits: true, to: {line: gsm-1, number-form: FORM}}}";
    assertEquals(
        "+8613800000001", sms(route.replace("FORM", "e164"), "13800000001").getRecipient());
    assertEquals(
        "13800000001", sms(route.replace("FORM", "national"), "+8613800000001").getRecipient());
    assertEquals(
        "008613800000001",
        sms(route.replace("FORM", "as-dialled"), "008613800000001").getRecipient());
    assertTrue(sms(route.replace("FORM", "e164"), "13800000001").getWaitForLimits());
    assertEquals("10086", sms(route.replace("FORM", "e164"), "10086").getRecipient());
  }
}
