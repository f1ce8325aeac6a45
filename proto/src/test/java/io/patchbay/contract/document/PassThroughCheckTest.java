package io.patchbay.contract.document;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Exchange lines with a phone, phones with a plan, SIP URIs as destinations: what is wrong is
/// named with its place and value.
final class PassThroughCheckTest {
  private static final String DOCUMENTS =
      """
      {kind: Edge, name: e, spec: {trunks: ["127.0.0.1:1"]}}
      ---
      {kind: Edge, name: f, spec: {trunks: ["127.0.0.1:1"]}}
      ---
      {kind: Line, name: fxs-1, spec: {edge: e, driver: sim, kind: fxs, dial-plan: "{L: 617x+|x+}", plan-prefix: 9}}
      ---
      {kind: Line, name: fxs-2, spec: {edge: f, driver: sim, kind: fxs}}
      ---
      {kind: Line, name: fxo-1, spec: {edge: e, driver: sim, kind: fxo, incoming: {uri: "101@192.168.2.2:6060"}, pass-through: {phone: fxs-1, access-code: "00", rings: 3, ring-delay-ms: 2000, lifeline: auto}}}
      ---
      {kind: DialPlan, name: default, spec: {rules: [{pattern: "{L:617x+|x+}"}]}}
      ---
      {kind: Settings, name: default, spec: {loops: {max-diversions: 3, own-numbers-inside: true}}}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "rings: 3; rings: 3; []",
        "101@192.168.2.2:6060; 'sip:101@[2001:db8::1]:5070'; []",
        "101@192.168.2.2:6060; 'sips:a.b@example.com'; []",
        "101@192.168.2.2:6060; '101@example.com;transport=tcp'; []",
        "101@192.168.2.2:6060; 'sip:101'; '[Line fxo-1: spec.incoming.uri: `sip:101` is not sip:user@host, with :port and ;transport=udp, tcp or tls or not]'",
        "101@192.168.2.2:6060; '1@h:70000'; [Line fxo-1: spec.incoming.uri: `1@h:70000` has port 70000, which is not within 1-65535]",
        "101@192.168.2.2:6060; 'sips:1@h;transport=tcp'; '[Line fxo-1: spec.incoming.uri: `sips:1@h;transport=tcp` is sips with transport tcp]'",
        "101@192.168.2.2:6060; '1@h\", number: \"5'; [Line fxo-1: spec.incoming.uri: with `number`: the URI names the user itself]",
        "access-code: \"00\"; access-code: \"123456\"; [Line fxo-1: spec.pass-through.access-code: `123456` is not at most 5 digits]",
        "rings: 3; rings: 21; [Line fxo-1: spec.pass-through.rings: 21 is out of range (0 to 20)]",
        "'incoming: {uri: \"101@192.168.2.2:6060\"}, '; ''; [Line fxo-1: spec.pass-through.rings: 3: needs `incoming`]",
        "ring-delay-ms: 2000; ring-delay-ms: 20001; [Line fxo-1: spec.pass-through.ring-delay-ms: 20001 is out of range (0 to 20000)]",
        "lifeline: auto; 'lifeline: never, lifeline-never-confirmed: true'; []",
        "lifeline: auto; lifeline: never; '[Line fxo-1: spec.pass-through.lifeline: never: the phone calls nobody for help when the gateway is away: needs `lifeline-never-confirmed: true`]'",
        "lifeline: auto; 'lifeline: auto, lifeline-never-confirmed: true'; [Line fxo-1: spec.pass-through.lifeline-never-confirmed: for `lifeline: never`]",
        "phone: fxs-1; phone: fxs-2; [Line fxo-1: spec.pass-through.phone: fxs-2 is of edge f]",
        "phone: fxs-1; phone: fxo-1; [Line fxo-1: spec.pass-through.phone: fxo-1 is no FXS line]",
        "phone: fxs-1; phone: fxs-9; [Line fxo-1: spec.pass-through.phone: no Line `fxs-9`]",
        "kind: fxs}}; kind: fxs, pass-through: {phone: fxs-2}}}; [Line fxs-2: spec.pass-through: for FXO lines]",
        "617x+|x+}\", plan; 617x++}\", plan; [Line fxs-1: spec.dial-plan: 617x++]",
        "plan-prefix: 9; digit-map: x+; [Line fxs-1: spec.digit-map: the dial-plan of the line is its digit map]",
        "kind: fxs}}; kind: fxs, plan-prefix: 9}}; [Line fxs-2: spec.plan-prefix: 9: needs `dial-plan`]",
        "max-diversions: 3; max-diversions: 51; [Settings default: spec.loops.max-diversions: 51 is out of range (0 to 50)]",
        "{L:617x+|x+}\"}; {617x+}\"}; '[DialPlan default: spec.rules[0]: needs `to`, `reject: true` or an `L:` alternative]'",
      })
  void whatIsWrongIsNamed(String from, String to, String problems) {
    List<String> found =
        DocumentCheck.all(
                DocumentYaml.parse("t", DOCUMENTS.replace(from, to)),
                pattern ->
                    pattern.contains("++")
                        ? Optional.of(pattern.replaceAll(".* |}", ""))
                        : Optional.empty())
            .stream()
            .map(Object::toString)
            .toList();
    assertEquals(problems, found.toString());
  }
}
