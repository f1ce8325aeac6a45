package io.patchbay.contract.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.ExtensionSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DocumentCheckTest {
  private static final String GOOD =
      """
      {kind: Edge, name: edge-1, spec: {trunks: ["127.0.0.1:9091"], rtp-port-min: 16384, rtp-port-max: 32767}}
      ---
      {kind: Line, name: gsm-1, spec: {edge: edge-1, kind: sim, driver: gsm-at, number: "+861", incoming: {extension: 101}}}
      ---
      {kind: LineGroup, name: mobile, spec: {lines: [gsm-1]}}
      ---
      {kind: Trunk, name: pbx, spec: {address: "[::1]:5080", transport: tcp, allowed-from: [10.0.0.0/8, "2001:db8::/32", 192.0.2.1]}}
      ---
      {kind: Extension, name: 101}
      ---
      {kind: DialPlan, name: default, spec: {rules: [{pattern: 9x+, from: [extension, trunk/pbx], to: {line-group: mobile}}]}}
      """;

  @TempDir Path directory = Path.of("");

  @Test
  void documentsThatFitTogetherPass() {
    assertEquals(List.of(), DocumentCheck.all(DocumentYaml.parse("t", GOOD), PatternCheck.none()));
  }

  @Test
  void everyContradictionIsNamed() {
    assertEquals(
        """
        Line gsm-1: spec.edge: no Edge `edge-9`
        Line gsm-1: spec.settings.command-port: /dev/a is used by Line a-first
        Line gsm-1: spec.sms-extension: no Extension `9`
        Line gsm-1: spec.incoming.line-group: no LineGroup `nobody`
        Line gsm-2: spec.edge: missing
        Line gsm-2: spec.kind: missing (fxs, fxo or sim)
        Line gsm-2: spec.driver: missing (gsm-at, sim, …)
        Line gsm-2: spec.number: `12 3` is not a number (+ 0-9 * # A-D, at most 32)
        Line gsm-2: spec.incoming: must name one of extension, line, line-group, trunk, uri and second-stage, names 2
        LineGroup empty: spec.lines: empty
        LineGroup odd: spec.lines[1]: gsm-1 is listed twice
        LineGroup odd: spec.lines[2]: no Line `gsm-9`
        Edge edge-1: spec.trunks[0]: `nowhere` is not host:port
        Edge edge-1: spec.rtp-port-max: 70000 is out of range (0 to 65535)
        Edge edge-1: spec.tone-scheme: no ToneScheme `mars`
        Trunk pbx: spec.address: `pbx:99999` is not host:port
        Trunk pbx: spec.transport: `smoke` is not one of udp, tcp, tls
        Trunk pbx: spec.allowed-from[0]: `10.0.0.0/33` is not an IP address or range (10.0.0.0/8)
        Trunk pbx: spec.codecs[0]: `MP3` is not one of PCMA, PCMU, G722, G726-16, G726-24, G726-32, G726-40, AAL2-G726-16, AAL2-G726-24, AAL2-G726-32, AAL2-G726-40, iLBC, G729, G723, GSM, opus
        DialPlan default: spec.rules[0].pattern: [ is odd
        DialPlan default: spec.rules[0].from[0]: no extension `7`
        DialPlan default: spec.rules[0].from[1]: `moon` is not extension, line, trunk or api
        DialPlan default: spec.rules[0]: needs `to`, `reject: true` or an `L:` alternative
        DialPlan default: spec.rules[1]: has both `to` and `reject`
        NumberList list: spec.effect: missing (deny, allow or no-pin)
        NumberList list: spec.side: `left` is not one of called, calling
        Line a-first: spec.number: 101 belongs to Extension 101
        Settings other: name: only `default` is used\
        """,
        String.join(
            "\n",
            DocumentCheck.all(
                    DocumentYaml.parse(
                        "t",
                        """
                        {kind: Edge, name: edge-1, spec: {trunks: [nowhere], rtp-port-max: 70000, tone-scheme: mars}}
                        ---
                        {kind: Line, name: a-first, spec: {edge: edge-9, kind: fxs, driver: sim, number: 101, settings: {command-port: /dev/a}}}
                        ---
                        {kind: Line, name: gsm-1, spec: {edge: edge-9, kind: sim, driver: gsm-at, settings: {command-port: /dev/a}, sms-extension: 9, incoming: {line-group: nobody}}}
                        ---
                        {kind: Line, name: gsm-2, spec: {number: 12 3, incoming: {extension: 101, trunk: pbx}}}
                        ---
                        {kind: LineGroup, name: empty}
                        ---
                        {kind: LineGroup, name: odd, spec: {lines: [gsm-1, gsm-1, gsm-9]}}
                        ---
                        {kind: Trunk, name: pbx, spec: {address: "pbx:99999", transport: smoke, allowed-from: [10.0.0.0/33], codecs: [MP3]}}
                        ---
                        {kind: Extension, name: 101}
                        ---
                        kind: DialPlan
                        name: default
                        spec:
                          rules:
                            - {pattern: "[", from: [extension/7, moon]}
                            - {pattern: "1", reject: true, to: {extension: 101}}
                        ---
                        {kind: NumberList, name: list, spec: {side: left}}
                        ---
                        {kind: Settings, name: other}
                        """),
                    pattern -> pattern.equals("[") ? Optional.of("[ is odd") : Optional.empty())
                .stream()
                .map(Problem::toString)
                .filter(problem -> !problem.equals("Line a-first: spec.edge: no Edge `edge-9`"))
                .toList()));
  }

  @Test
  void howAudioIsCarriedMustMakeSense() {
    assertEquals(
        """
        Trunk a: spec.media.srtp-suites[0]: `F8_128_HMAC_SHA1_80` is not one of AES_CM_128_HMAC_SHA1_80, AES_CM_128_HMAC_SHA1_32, AEAD_AES_128_GCM, AEAD_AES_256_GCM
        Trunk a: spec.media.rtp-timeout-s: 86401 is out of range (0 to 86400)
        Trunk a: spec.media.dscp: 64 is out of range (0 to 63)
        Trunk a: spec.media.external-address: `gw.example.org` is not an IP address
        Trunk a: spec.media.jitter: min-ms 80, start-ms 60, max-ms 200 are not min <= start <= max <= 300
        Extension 101: spec.media.srtp-suites: given although encryption is not
        Extension 101: spec.media.external-address: `10.0.0.0/8` is not an IP address
        Extension 101: spec.media.jitter: min-ms 25, start-ms 40, max-ms 400 are not min <= start <= max <= 300\
        """,
        String.join(
            "\n",
            DocumentCheck.all(
                    DocumentYaml.parse(
                        "t",
                        """
                        kind: Trunk
                        name: a
                        spec:
                          address: 192.0.2.1:5060
                          media:
                            encryption: mandatory
                            srtp-suites: [F8_128_HMAC_SHA1_80, AEAD_AES_256_GCM]
                            rtp-timeout-s: 86401
                            dscp: 64
                            external-address: gw.example.org
                            jitter: {mode: adaptive, min-ms: 80, start-ms: 60}
                        ---
                        {kind: Trunk, name: b, spec: {address: "192.0.2.1:5060", media: {encryption: best-effort, dscp: 0, external-address: "2001:db8::1", jitter: {mode: fixed, start-ms: 10}}}}
                        ---
                        {kind: Trunk, name: c, spec: {address: "192.0.2.1:5060", media: {asymmetric: true, rtp-timeout-s: 30, jitter: {mode: sequential, max-ms: 20}}}}
                        ---
                        {kind: Extension, name: 101, spec: {media: {srtp-suites: [AEAD_AES_128_GCM], external-address: 10.0.0.0/8, jitter: {max-ms: 400}}}}
                        """),
                    PatternCheck.none())
                .stream()
                .map(Problem::toString)
                .toList()));
  }

  @Test
  void whatLinesDoByThemselvesMustMakeSense() {
    assertEquals(
        """
        Line asks-itself: spec.messages.own-number.line: that is the line itself
        Line asks-twice: spec.messages.own-number: exactly one of: ussd; sms-text and sms-to; sms-text and line
        Line asks-twice: spec.messages.own-number.ussd: 'hello' is no code: *123#
        Line loops: spec.messages.auto-reply.text: contains the trigger: two such lines would never stop
        Line loops: spec.messages.validity-minutes: 700000 is out of range (0 to 635040)
        Line phone: spec.echo-tail-ms: 200 is neither 0 nor 8 to 128
        Line phone: spec.messages: for SIM lines only
        Line phone: spec.messages.auto-reply.text: missing
        Line phone: spec.maintenance: true: for SIM lines; others have `disabled`
        LineGroup other: spec.server: asks-twice answers a second caller itself, call-waiting: 2
        LineGroup one: spec.server: asks-twice answers a second caller itself, call-waiting: 2
        LineGroup other: spec.server: asks-twice is that of LineGroup one
        LineGroup other: spec.server: asks-twice has forward-busy: off in its settings
        LineGroup three: spec.server: phone has no SIM
        LineGroup two: spec.server: no Line `gone`
        LineGroup one: spec.server: asks-twice has forward-busy: off in its settings\
        """
            .lines()
            .sorted()
            .toList(),
        DocumentCheck.all(
                DocumentYaml.parse(
                    "t",
                    """
                    {kind: Edge, name: e}
                    ---
                    {kind: Line, name: asks-itself, spec: {edge: e, kind: sim, driver: x, messages: {own-number: {sms-text: who, line: asks-itself}}}}
                    ---
                    {kind: Line, name: asks-twice, spec: {edge: e, kind: sim, driver: x, settings: {forward-busy: off, call-waiting: "2"}, messages: {own-number: {ussd: hello, sms-to: "1234"}}}}
                    ---
                    {kind: Line, name: loops, spec: {edge: e, kind: sim, driver: x, messages: {validity-minutes: 700000, auto-reply: {trigger: who, text: "who is ?"}}}}
                    ---
                    {kind: Line, name: phone, spec: {edge: e, kind: fxs, driver: x, maintenance: true, echo-tail-ms: 200, messages: {auto-reply: {trigger: who}}}}
                    ---
                    {kind: LineGroup, name: one, spec: {lines: [loops], server: asks-twice}}
                    ---
                    {kind: LineGroup, name: other, spec: {lines: [loops], server: asks-twice}}
                    ---
                    {kind: LineGroup, name: two, spec: {lines: [loops], server: gone}}
                    ---
                    {kind: LineGroup, name: three, spec: {lines: [loops], server: phone}}
                    """),
                PatternCheck.none())
            .stream()
            .map(Problem::toString)
            .sorted()
            .toList());
  }

  @Test
  void dialogsAreHeldWithinWhatTheStandardsAllow() {
    assertEquals(
        List.of(
            "Trunk pbx: spec.dialog.session-timer.expires-s: 60 is out of range (90 to 64800; 0: the default)",
            "Extension 101: spec.dialog.session-timer.min-se-s: 300 is above expires-s 180",
            "Settings default: spec.dialog.session-timer.min-se-s: 70000 is out of range (90 to 64800; 0: the default)",
            "Settings default: spec.dialog.session-timer.min-se-s: 70000 is above expires-s 180"),
        DocumentCheck.all(
                DocumentYaml.parse(
                    "t",
                    """
                    {kind: Trunk, name: pbx, spec: {address: "a:1", dialog: {session-timer: {expires-s: 60}}}}
                    ---
                    {kind: Extension, name: 101, spec: {dialog: {ring: tone-then-colour, session-timer: {min-se-s: 300}}}}
                    ---
                    {kind: Settings, name: default, spec: {dialog: {reliable: required, session-timer: {min-se-s: 70000, as-callee: false}}}}
                    """),
                PatternCheck.none())
            .stream()
            .map(Problem::toString)
            .toList());
  }

  @Test
  void problemsOfADirectoryNameFileAndLine() throws IOException {
    Files.writeString(
        directory.resolve("b.yml"),
        "kind: Line\nname: a\nspec:\n  edge: edge-1\n  kind: sim\n  driver: x\n  incoming:\n    extension: 7\n");
    Files.writeString(directory.resolve("a.yaml"), "# edges\n\nkind: Edge\nname: edge-1\n");
    Files.writeString(directory.resolve("notes.txt"), "[[[");
    DocumentException thrown =
        assertThrows(
            DocumentException.class,
            () -> DocumentFiles.load(directory, Map.of(), PatternCheck.none()));
    assertEquals("b.yml:8: Line a: spec.incoming.extension: no Extension `7`", thrown.getMessage());
    assertEquals(1, DocumentFiles.loadDevice(directory, Map.of()).lines().size());
    Files.write(directory.resolve("c.yaml"), new byte[] {(byte) 0xC3, 0x28});
    thrown = assertThrows(DocumentException.class, () -> DocumentFiles.read(directory, Map.of()));
    assertEquals("c.yaml: not UTF-8 text", thrown.getMessage());
  }

  @Test
  void aSnapshotTakesChangesAndDeletions() {
    Documents documents = Documents.of(DocumentYaml.parse("t", GOOD));
    assertEquals("[gsm-1]", documents.lines().keySet().toString());
    assertEquals(1, documents.dialPlan().getRulesCount());
    Documents without =
        documents.with(Document.newBuilder().setKind("Line").setName("gsm-1").build());
    assertTrue(without.lines().isEmpty());
    assertEquals(1, documents.lines().size(), "the old snapshot stays as it was");
    assertTrue(without.get("Extension", "101").isPresent());
  }

  @Test
  void passwordsBecomeDigestsOfRfc7616() {
    ExtensionSpec sealed =
        Ha1.seal("101", ExtensionSpec.newBuilder().setPassword("secret").build());
    assertEquals("", sealed.getPassword());
    assertEquals("801dcdc6b5ba25d53fb73cb0b2b5db05", sealed.getHa1Md5());
    assertEquals(64, sealed.getHa1Sha256().length());
    assertEquals(sealed, Ha1.seal("101", sealed));
  }
}
