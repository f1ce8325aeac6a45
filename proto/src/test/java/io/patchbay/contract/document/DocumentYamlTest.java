package io.patchbay.contract.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.LineGroupSpec;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.LineSelection;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.config.v1.TrunkSpec;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DocumentYamlTest {
  private static final String LINE = "{kind: Line, name: a, spec: {%s}}";

  @Test
  void everyKindOfValueIsRead() {
    List<Document> documents =
        DocumentYaml.parse(
            "lines.yaml",
            """
            # a comment
            kind: Line
            name: gsm-1
            spec:
              edge: edge-1
              kind: sim
              driver: gsm-at
              number: 201
              disabled: true
              inter-digit-timeout-ms: 4000
              settings:
                command-port: /dev/ttyUSB2
                baud: 115200
              incoming:
                extension: 101
            ---
            kind: LineGroup
            name: mobile
            spec:
              lines: [gsm-1, gsm-2]
              selection: least-calls
            ---
            """);
    LineSpec line = documents.getFirst().getLine();
    assertEquals(LineKind.LINE_KIND_SIM, line.getKind());
    assertEquals("201", line.getNumber());
    assertEquals(4000, line.getInterDigitTimeoutMs());
    assertEquals(Map.of("command-port", "/dev/ttyUSB2", "baud", "115200"), line.getSettingsMap());
    assertEquals("101", line.getIncoming().getExtension());
    assertTrue(line.getDisabled());
    LineGroupSpec group = documents.getLast().getLineGroup();
    assertEquals(List.of("gsm-1", "gsm-2"), group.getLinesList());
    assertEquals(LineSelection.LINE_SELECTION_LEAST_CALLS, group.getSelection());
  }

  @Test
  void everyProblemIsReportedWithFileLineAndPath() {
    DocumentException thrown =
        assertThrows(
            DocumentException.class,
            () ->
                DocumentYaml.parse(
                    "lines.yaml",
                    """
                    kind: Line
                    name: gsm-1
                    spec:
                      drvier: gsm-at
                      kind: dect
                      inter-digit-timeout-ms: 99999999999
                      rings-before-offer: -1
                      disabled: yes
                      settings: [a]
                      incoming: 101
                      edge: {a: b}
                      colour: red
                      driver: sim
                      driver: sim
                    ---
                    kind: Lime
                    name: Gsm 2
                    ---
                    kind: LineGroup
                    spec:
                      lines: gsm-1
                    more: 1
                    ---
                    just text
                    """));
    assertEquals(
        """
        lines.yaml:4: Line gsm-1: spec.drvier: unknown key, did you mean `driver`?
        lines.yaml:5: Line gsm-1: spec.kind: `dect` is not one of fxs, fxo, sim
        lines.yaml:6: Line gsm-1: spec.inter-digit-timeout-ms: 99999999999 is out of range (0 to 4294967295)
        lines.yaml:7: Line gsm-1: spec.rings-before-offer: -1 is out of range (0 to 4294967295)
        lines.yaml:8: Line gsm-1: spec.disabled: `yes` is not true or false
        lines.yaml:9: Line gsm-1: spec.settings: expected a mapping, found a list
        lines.yaml:10: Line gsm-1: spec.incoming: expected a mapping, found a value `101`
        lines.yaml:11: Line gsm-1: spec.edge: expected one value, found a mapping
        lines.yaml:12: Line gsm-1: spec.colour: unknown key (known: edge, kind, driver, number, settings, disabled, incoming, incoming-by-caller, reject-incoming, reject-outgoing, keep-sip-registered, keep-module-registered, auto-deny, sms-extension, hotline, inter-digit-timeout-ms, rings-before-offer, polarity-answer, answer-after-ms, maintenance, messages, account, prefixes, echo-tail-ms, digit-map, dial-rules, strict-dial-rules, rest, rates, numbering, pass-through, dial-plan, plan-prefix, call-out-pin, second-stage, call-in-pin, feature-codes, hash-is-digit, early-dial)
        lines.yaml:14: Line gsm-1: spec.driver: key given twice
        lines.yaml:17: Lime Gsm 2: name: `Gsm 2` is no name (1 to 63 of a-z 0-9 - . _)
        lines.yaml:16: Lime Gsm 2: kind: `Lime` is not one of Bar, Binding, DialPlan, Edge, Extension, Limit, Line, LineGroup, NumberList, Pin, RateTable, RunPolicy, Schedule, Settings, Site, SmsRoute, ToneScheme, Trunk, User
        lines.yaml:22: more: unknown key (known: kind, name, spec, revision)
        lines.yaml:19: name: missing
        lines.yaml:21: LineGroup: spec.lines: expected a list, found a value `gsm-1`
        lines.yaml:24: expected kind, name and spec, found a value `just text`\
        """,
        thrown.getMessage());
    assertEquals(16, thrown.problems().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[; t.yaml:1: not YAML: expected the node content, but found '<stream end>'",
        "a: b: c; t.yaml:1: not YAML: mapping values are not allowed here",
        "{kind: Line, name: &x a}; t.yaml:1: name: anchors and aliases are not accepted: &x",
        "{kind: Line, name: !!java.net.URL a}; t.yaml:1: name: types are not accepted: tag:yaml.org,2002:java.net.URL",
        "{kind: Line, name: a, spec: {edge_x: b}}; t.yaml:1: Line a: spec.edge_x: unknown key, did you mean `edge`?",
        "{kind: Line, name: a, spec: {rings_before_offer: 1}}; t.yaml:1: Line a: spec.rings_before_offer: unknown key, did you mean `rings-before-offer`?",
        "{kind: Line, name: a, spec: {? [x] : b}}; t.yaml:1: Line a: spec: a key must be one word, found a list",
        "{kind: Line, name: a, spec: {kind: unspecified}}; t.yaml:1: Line a: spec.kind: `unspecified` is not one of fxs, fxo, sim",
        "{kind: Line, name: a, spec: {rings-before-offer: 0x10}}; t.yaml:1: Line a: spec.rings-before-offer: `0x10` is not a whole number",
      })
  void oddYamlIsRefused(String text, String message) {
    assertTrue(problems(text).startsWith(message), () -> problems(text));
  }

  @Test
  void hostileTextIsBounded() {
    assertTrue(problems("a".repeat(2_000_000)).contains("2000000 characters are too many"));
    assertTrue(problems("[".repeat(5000)).contains("not YAML"));
    String bomb = "{kind: Line, name: a, spec: {settings: {a: &a [x], b: [*a, *a]}}}";
    assertTrue(problems(bomb).contains("anchors and aliases are not accepted"));
    String many = "{kind: Line, name: a, spec: {" + "x: 1, ".repeat(10_000) + "}}";
    assertEquals(100, problems(many).lines().count());
  }

  @Test
  void aDocumentGivenTwiceIsAContradiction() {
    String twice = LINE.formatted("") + "\n---\n" + LINE.formatted("");
    assertEquals("t.yaml:3: Line a: given twice, first in t.yaml:1", problems(twice));
  }

  @Test
  void placeholdersStandForValuesWhateverTheyContain() {
    String text = LINE.formatted("settings: {command-port: '${data}/gsm', n: '${data}${data}'}");
    Map<String, String> settings =
        DocumentYaml.parse("t", text, Map.of("data", "/tmp/a: #b"))
            .getFirst()
            .getLine()
            .getSettingsMap();
    assertEquals("/tmp/a: #b/gsm", settings.get("command-port"));
    assertEquals("/tmp/a: #b/tmp/a: #b", settings.get("n"));
    DocumentException thrown =
        assertThrows(
            DocumentException.class, () -> DocumentYaml.parse("t", text, Map.of("other", "1")));
    assertTrue(String.valueOf(thrown.getMessage()).contains("unknown placeholder ${data}"));
    assertEquals(
        "${data}/gsm",
        DocumentYaml.parse("t", text).getFirst().getLine().getSettingsOrThrow("command-port"));
  }

  @Test
  void writtenYamlIsWhatAPersonWouldWrite() {
    Document trunk =
        Kinds.document(
            "pbx",
            TrunkSpec.newBuilder()
                .setAddress("127.0.0.1:5080")
                .addCodecs("PCMA")
                .setAuthUser("201")
                .build());
    assertEquals(
        """
        kind: Trunk
        name: pbx
        spec:
          address: 127.0.0.1:5080
          auth-user: '201'
          codecs:
          - PCMA
        """,
        DocumentYaml.write(trunk));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatIsWrittenIsReadBackTheSame(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 300; i++) {
      Document.Builder document =
          Document.newBuilder().setName("n" + i).setRevision(random.nextLong());
      List<FieldDescriptor> specs = Document.getDescriptor().getOneofs().getFirst().getFields();
      FieldDescriptor spec = specs.get(random.nextInt(specs.size()));
      Message.Builder message = document.newBuilderForField(spec);
      fill(message, random);
      String type = spec.getMessageType().getName();
      document.setField(spec, message.build()).setKind(type.substring(0, type.length() - 4));
      String yaml = DocumentYaml.write(document.build());
      assertEquals(
          List.of(document.build()),
          DocumentYaml.parse("t", yaml),
          () -> "seed " + seed + ":\n" + yaml);
    }
  }

  private static void fill(Message.Builder message, SplittableRandom random) {
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      if (field.isRepeated()) {
        Map<Object, Object> distinct = new java.util.TreeMap<>();
        for (int n = random.nextInt(3); n > 0; n--) {
          Object value = value(message, field, random);
          distinct.put(
              value instanceof Message entry && field.isMapField()
                  ? entry.getAllFields().values().toString()
                  : n,
              value);
        }
        distinct.values().forEach(value -> message.addRepeatedField(field, value));
      } else if (random.nextBoolean()) {
        message.setField(field, value(message, field, random));
      }
    }
  }

  private static Object value(
      Message.Builder message, FieldDescriptor field, SplittableRandom random) {
    return switch (field.getJavaType()) {
      case INT -> random.nextInt();
      case LONG -> random.nextLong();
      case BOOLEAN -> random.nextBoolean();
      case STRING -> text(random);
      case ENUM ->
          field
              .getEnumType()
              .getValues()
              .get(random.nextInt(1, field.getEnumType().getValues().size()));
      case MESSAGE -> {
        Message.Builder inner = message.newBuilderForField(field);
        fill(inner, random);
        yield inner.build();
      }
      case FLOAT, DOUBLE, BYTE_STRING -> throw new AssertionError("no such field yet: " + field);
    };
  }

  private static String text(SplittableRandom random) {
    String[] odd = {
      "", "201", "0x1F", "yes", "null", "~", "+86", "a: b", "# no", "- x", "'", "\"", "你好", "a\nb",
      " x ", "*a", "&a", "!!x", "1e3", "\ttab", "|", "%"
    };
    return odd[random.nextInt(odd.length)];
  }

  private static String problems(String text) {
    return String.valueOf(
        assertThrows(DocumentException.class, () -> DocumentYaml.parse("t.yaml", text))
            .getMessage());
  }

  @Test
  void anEmptyTextHasNoDocuments() {
    assertTrue(DocumentYaml.parse("t", "").isEmpty());
    assertTrue(DocumentYaml.parse("t", "# nothing\n---\n---\n").isEmpty());
    assertFalse(
        DocumentYaml.parse("t", "{kind: Extension, name: 101}")
            .getFirst()
            .getExtension()
            .getInternalOnly());
  }
}
