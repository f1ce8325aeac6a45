package io.patchbay.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Documents;
import io.patchbay.contract.document.Kinds;
import io.patchbay.proto.config.v1.ExtensionSpec;
import io.patchbay.proto.config.v1.NumberingSpec;
import io.patchbay.proto.config.v1.SettingsSpec;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.RouteRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Numbers in lists, rules and directories are the same in every form; what is dialled has the form
/// that the rule or the destination gives it.
final class NormaliseRuleTest {
  private static final String YAML =
      """
      {kind: Settings, name: default, spec: {numbering: {country: CN, area-code: "10"}, shield: {countries: [GB]}}}
      ---
      {kind: Edge, name: e}
      ---
      {kind: Line, name: gsm-1, spec: {edge: e, kind: sim, driver: gsm-at}}
      ---
      {kind: Line, name: gsm-de, spec: {edge: e, kind: sim, driver: gsm-at}}
      ---
      {kind: Line, name: fxs-1, spec: {edge: e, kind: fxs, driver: sim, number: "65550001"}}
      ---
      {kind: LineGroup, name: germany, spec: {lines: [gsm-de], numbering: {country: DE}}}
      ---
      {kind: Trunk, name: pbx, spec: {address: "192.0.2.1:5060", numbering: {country: DE, area-code: "30"}}}
      ---
      {kind: Extension, name: 101}
      ---
      {kind: NumberList, name: dear, spec: {effect: deny, patterns: ["+861900x+"]}}
      ---
      {kind: NumberList, name: callers, spec: {effect: deny, side: calling, patterns: ["+8613700000009"]}}
      ---
      kind: DialPlan
      name: default
      spec:
        rules:
          - {name: anywhere, pattern: "0*x+", strip: 2, to: {line: gsm-1}}
          - {name: as-dialled, pattern: "+86138x+", to: {line: gsm-1, number-form: as-dialled}}
          - {name: e164, pattern: "139x+", to: {line: gsm-1, number-form: e164}}
          - {name: mobile, pattern: "+861[3-9]x+", to: {line: gsm-1}}
          - {name: german, pattern: "+49x+", to: {line-group: germany, number-form: national}}
          - {name: abroad, pattern: "+x+", to: {line-group: germany, number-form: national}}
          - {name: short, pattern: "10xxx", to: {line: gsm-1, number-form: national}}
      """;
  private static final Documents DOCUMENTS = Documents.of(DocumentYaml.parse("test.yaml", YAML));
  private final Router router = Router.of(DOCUMENTS);

  @Test
  void theDocumentsOfThisTestFitTogether() {
    DOCUMENTS.check(Patterns.check());
  }

  @ParameterizedTest(name = "{0} dials {1}: {2}")
  @CsvSource({
    // a rule for E.164 takes what was dialled at home, and says in which form it goes out
    "101, 13500000001, gsm-1 +8613500000001",
    "101, 008613500000001, gsm-1 +8613500000001",
    "101, 13800000001, gsm-1 13800000001",
    "101, 0086 138 0000 0001, gsm-1 008613800000001",
    "101, 13900000001, gsm-1 +8613900000001",
    "101, 004915112345678, gsm-de 015112345678",
    "101, 13800000001, gsm-1 13800000001",
    "101, +447400123456, gsm-de 00447400123456",
    // a network's own number is no public one
    "101, 10086, gsm-1 10086",
    // a phone by its whole number
    "101, 01065550001, fxs-1 65550001",
    "101, +861065550001, fxs-1 65550001",
    // the peer of a trunk dials as its own country does
    "pbx, 015112345678, gsm-de 015112345678",
    "pbx, 008613500000001, gsm-1 +8613500000001",
    // neither a prefix nor another form gets around a list
    "101, 19000000001, 403",
    "101, 008619000000001, 403",
    "101, 0*19000000001, 403",
    "101, 0*008619000000001, 403",
  })
  void aNumberIsTheSameInEveryForm(String caller, String called, String expected) {
    OriginKind kind =
        caller.equals("pbx") ? OriginKind.ORIGIN_KIND_TRUNK : OriginKind.ORIGIN_KIND_EXTENSION;
    assertEquals(expected, words(route(kind, caller, "", called)));
  }

  @Test
  void aCallerIsFoundInAListHoweverTheNetworkWritesTheNumber() {
    for (String calling : new String[] {"13700000009", "+8613700000009", "008613700000009"}) {
      assertEquals(
          "403", words(route(OriginKind.ORIGIN_KIND_LINE, "gsm-1", calling, "101")), calling);
    }
    assertEquals(
        "101 101", words(route(OriginKind.ORIGIN_KIND_LINE, "gsm-1", "13700000008", "101")));
  }

  @Test
  void theTraceSaysWhatTheNumberIsAndWhatIsDialled() {
    assertEquals(
        """
        extension 101 calls 004915112345678
        normalise: 004915112345678 is +4915112345678
        rewrite: rule `german` sends +4915112345678 to group germany
        rewrite: dialled there as 015112345678
        select: group germany: gsm-de (no report)\
        """,
        String.join(
            "\n",
            route(OriginKind.ORIGIN_KIND_EXTENSION, "101", "", "004915112345678").getTraceList()));
  }

  private Decision route(OriginKind kind, String origin, String calling, String called) {
    return router.route(
        RouteRequest.newBuilder()
            .setOriginKind(kind)
            .setOrigin(origin)
            .setCallingNumber(calling)
            .setCalledNumber(called)
            .build(),
        LineStates.unknown());
  }

  private static String words(Decision decision) {
    return decision.getTargetsCount() == 0
        ? String.valueOf(decision.getSipStatus())
        : decision.getTargets(0).getLine()
            + decision.getTargets(0).getExtension()
            + " "
            + decision.getTargets(0).getNumber();
  }

  @Test
  void anExtensionFoundByItsPublicNumberIsTheOneOfThatName() {
    Documents named =
        Documents.of(
            List.of(
                Kinds.document("+8613500000001", ExtensionSpec.getDefaultInstance()),
                Kinds.document(
                    "default",
                    SettingsSpec.newBuilder()
                        .setNumbering(NumberingSpec.newBuilder().setCountry("CN"))
                        .build())));
    RouteRequest call =
        RouteRequest.newBuilder()
            .setOriginKind(OriginKind.ORIGIN_KIND_API)
            .setCalledNumber("13500000001")
            .build();
    assertEquals(
        "+8613500000001",
        Router.of(named).route(call, LineStates.unknown()).getTargets(0).getExtension());
  }
}
