package io.patchbay.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.util.Timestamps;
import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Documents;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.routing.list.NumberSet;
import java.text.ParseException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who may call in and out by lists of numbers, and what a line does with callers.
final class AuthorisationTest {
  private static final Router ROUTER =
      Router.of(
          Documents.of(
              DocumentYaml.parse(
                  "t",
                  """
                  {kind: Line, name: gsm-1, spec: {edge: e, kind: sim, driver: sim, number: 1, incoming: {extension: 103}, incoming-by-caller: "010>101|0105>102|021>1002"}}
                  ---
                  {kind: Line, name: gsm-2, spec: {edge: e, kind: sim, driver: sim, number: 2, incoming: {extension: 101}, reject-incoming: true}}
                  ---
                  {kind: Extension, name: 101}
                  ---
                  {kind: Extension, name: 102}
                  ---
                  {kind: Extension, name: 103}
                  ---
                  {kind: Extension, name: 1002}
                  ---
                  {kind: NumberList, name: spam, spec: {effect: deny, side: calling, numbers: ["0109999*", "0218@2026-01-01T00:00:00Z"], file: spam}}
                  ---
                  {kind: NumberList, name: only, spec: {effect: allow, from: [extension/102], numbers: ["5551*"]}}
                  ---
                  {kind: DialPlan, name: default, spec: {rules: [{pattern: "555x+", to: {line: gsm-1}}]}}
                  """)),
          Router.RULES,
          file -> file.equals("spam") ? NumberSet.of(List.of("02177")) : NumberSet.empty());

  @ParameterizedTest(name = "{0} {1} calls {2}: {3}")
  @CsvSource({
    "line/gsm-1, 01012345678, '', 101",
    "line/gsm-1, 01051234567, '', 102",
    "line/gsm-1, 02112345678, '', 1002",
    "line/gsm-1, 13800000001, '', 103",
    "line/gsm-1, '', '', 103",
    "line/gsm-2, 01012345678, '', 603/21",
    "line/gsm-1, 01099991, '', 403/21",
    "line/gsm-1, 02177, '', 403/21",
    "line/gsm-1, 0218, '', 1002",
    "extension/102, 102, 5551000, gsm-1",
    "extension/102, 102, 5552000, 403/21",
    "extension/102, 102, 112, gsm-1",
    "extension/101, 101, 5552000, gsm-1",
  })
  void callersAndNumbersAreSortedAsTheDocumentsSay( // AT-122, G-150, G-152, G-154, G-165
      String origin, String calling, String called, String expected) throws ParseException {
    String[] parts = origin.split("/", 2);
    Decision decision =
        ROUTER.route(
            RouteRequest.newBuilder()
                .setOriginKind(
                    parts[0].equals("line")
                        ? OriginKind.ORIGIN_KIND_LINE
                        : OriginKind.ORIGIN_KIND_EXTENSION)
                .setOrigin(parts[1])
                .setCallingNumber(calling)
                .setCalledNumber(called)
                .setAt(Timestamps.parse("2026-11-22T06:00:00Z"))
                .build(),
            LineStates.unknown());
    assertEquals(
        expected,
        decision.getTargetsCount() == 0
            ? decision.getSipStatus() + "/" + decision.getCause()
            : decision.getTargets(0).getLine() + decision.getTargets(0).getExtension());
  }
}
