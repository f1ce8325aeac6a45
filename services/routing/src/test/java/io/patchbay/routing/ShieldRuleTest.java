package io.patchbay.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Documents;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.RouteRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Destinations that are refused until they are allowed (D13).
final class ShieldRuleTest {
  private static Decision call(String settings, String called) {
    Documents documents =
        Documents.of(
            DocumentYaml.parse(
                "t",
                """
                {kind: Line, name: gsm-1, spec: {edge: e, kind: sim, driver: gsm-at}}
                ---
                {kind: Extension, name: 101}
                ---
                {kind: Settings, name: default, spec: {%s}}
                ---
                {kind: DialPlan, name: default, spec: {rules: [{pattern: '0*x+', strip: 2, to: {line: gsm-1}}, {pattern: x+, to: {line: gsm-1}}, {pattern: '+x+', to: {line: gsm-1}}]}}
                """
                    .formatted(settings)));
    return Router.of(documents)
        .route(
            RouteRequest.newBuilder()
                .setOriginKind(OriginKind.ORIGIN_KIND_EXTENSION)
                .setOrigin("101")
                .setCalledNumber(called)
                .build(),
            LineStates.unknown());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        // nobody says where we are
        "''; 13800000001; ''",
        "''; +4930123456; ''",
        "''; 10086; ''",
        "''; +8821234567890; +8821234567890 is a satellite number, which shield.satellite does not allow",
        "''; +881612345678; +881612345678 is a satellite number, which shield.satellite does not allow",
        "''; +49900123456; ''",
        "''; +499001234567; +499001234567 is a premium rate number, which shield.premium does not allow",
        "'shield: {satellite: true, premium: true}'; +881612345678; ''",
        // at home in China
        "'numbering: {country: CN}'; 13800000001; ''",
        "'numbering: {country: CN}'; 10086; ''",
        "'numbering: {country: CN}'; 201; ''",
        "'numbering: {country: CN}'; +8613800000001; ''",
        "'numbering: {country: CN}'; +4930123456; +4930123456 is abroad (DE), which shield.countries does not allow",
        "'numbering: {country: CN}'; 004930123456; +4930123456 is abroad (DE), which shield.countries does not allow",
        "'numbering: {country: CN}'; 0*004930123456; +4930123456 is abroad (DE), which shield.countries does not allow",
        "'numbering: {country: CN}'; 0088213; +88213 is a satellite number, which shield.satellite does not allow",
        "'numbering: {country: CN}, shield: {countries: [DE]}'; 004930123456; ''",
        "'numbering: {country: CN}, shield: {countries: [\"*\"]}'; 0033123456789; ''",
        "'numbering: {country: CN}, shield: {off: true}'; 00881612345678; ''",
      })
  void whatIsNotAllowedIsRefused(String settings, String called, String reason) {
    Decision decision = call(settings, called);
    assertEquals(reason, decision.getReason(), decision.toString());
    assertEquals(reason.isEmpty() ? 1 : 0, decision.getTargetsCount());
  }
}
