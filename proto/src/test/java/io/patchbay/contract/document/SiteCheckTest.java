package io.patchbay.contract.document;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SiteCheckTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "edges: [e], callers: [extension/101], country: DE, position: '48.13, 11.57'; []",
        "edges: [x]; [Site a: spec.edges[0]: no edge `x`]",
        "edges: [e, e]; [Site a: spec.edges[1]: edge/e is in Site a]",
        "callers: [line/a]; [Site a: spec.callers[0]: `line/a` is not extension/name or trunk/name]",
        "callers: [extension/9]; [Site a: spec.callers[0]: no extension `9`]",
        "country: de; [Site a: spec.country: `de` is no country of ISO 3166-1 (two capitals)]",
        "callback-number: x; [Site a: spec.callback-number: `x` is not a number (+ 0-9 * # A-D, at most 32)]",
        "position: '91, 0'; [Site a: spec.position: `91, 0` is not latitude, longitude in degrees]",
        "position: '-90, -180.0'; []",
        "position: 'north'; [Site a: spec.position: `north` is not latitude, longitude in degrees]",
        "edges: [e], callers: [extension/101], zones: [{name: floor-2, callers: [extension/101, line/l], callback-number: '+49891', address: {floor: '2'}, position: '1, 2'}]; []",
        "zones: [{name: 'Floor 2'}]; [Site a: spec.zones[0].name: `Floor 2` is not a name (a-z 0-9 and -, at most 32)]",
        "zones: [{name: b}, {name: b}]; [Site a: spec.zones[1].name: b is there twice]",
        "zones: [{name: b, callers: [extension/101]}]; [Site a: spec.zones[0].callers[0]: `extension/101` is no caller of the site and no line of its edges]",
        "zones: [{name: b, callers: [line/l]}]; [Site a: spec.zones[0].callers[0]: `line/l` is no caller of the site and no line of its edges]",
        "edges: [e], zones: [{name: b, callers: [line/l]}, {name: c, callers: [line/l]}]; [Site a: spec.zones[1].callers[0]: line/l is in another zone]",
        "zones: [{name: b, callback-number: x}]; [Site a: spec.zones[0].callback-number: `x` is not a number (+ 0-9 * # A-D, at most 32)]",
        "zones: [{name: b, position: 'up'}]; [Site a: spec.zones[0].position: `up` is not latitude, longitude in degrees]",
        "notify: ['']; [Site a: spec.notify[0]: missing]",
        "notify-urls: ['https://desk.example:8443/a?b=c', 'http://127.0.0.1:9/x']; []",
        "notify-urls: ['http://desk.example/']; [Site a: spec.notify-urls[0]: `http://desk.example/` is not https://host/… (http on this machine only)]",
        "notify-mails: [desk@example.com, 'a.b+c@mail.example']; []",
        "notify-mails: ['desk']; [Site a: spec.notify-mails[0]: `desk` is not name@host]",
        "notify-mails: ['a@b>, <c@d']; [Site a: spec.notify-mails[0]: `a@b>, <c@d` is not name@host]",
        "notify-urls: ['https://a b/']; [Site a: spec.notify-urls[0]: `https://a b/` is not https://host/… (http on this machine only)]",
      })
  void aSiteIsAPlaceThatThereIs(String spec, String problems) {
    assertEquals(problems, problems("{kind: Site, name: a, spec: {%s}}".formatted(spec)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "call-back-minutes: 0; []",
        "call-back-minutes: 1440; []",
        "test-number: '933', test-good-announcement: fine.wav, test-bad-announcement: bad.wav; []",
        "test-number: '112'; [Settings default: spec.emergency.test-number: 112 could be taken for the emergency number 112]",
        "test-number: '91'; [Settings default: spec.emergency.test-number: 91 could be taken for the emergency number 911]",
        "test-number: '9111'; [Settings default: spec.emergency.test-number: 9111 could be taken for the emergency number 911]",
        "test-number: '101'; [Settings default: spec.emergency.test-number: 101 is an extension]",
        "test-number: '*933'; [Settings default: spec.emergency.test-number: `*933` is not 2 to 8 digits]",
        "test-bad-announcement: x.mp3; [Settings default: spec.emergency.test-bad-announcement: `x.mp3` is not the name of a .wav file, without a folder]",
        "no-way-announcement: no-help.wav, no-way-refuses: true; []",
        "no-way-announcement: ../x.wav; [Settings default: spec.emergency.no-way-announcement: `../x.wav` is not the name of a .wav file, without a folder]",
        "self-test-at: '03:30', self-test-zone: Europe/Berlin; []",
        "self-test-at: '3:30'; [Settings default: spec.emergency.self-test-at: `3:30` is no time of day (03:30)]",
        "self-test-at: '24:00'; [Settings default: spec.emergency.self-test-at: `24:00` is no time of day (03:30)]",
        "self-test-at: '03:30', self-test-zone: Mars; [Settings default: spec.emergency.self-test-zone: `Mars` is no time zone (Europe/Berlin)]",
        "self-test-zone: Europe/Berlin; [Settings default: spec.emergency.self-test-zone: Europe/Berlin: needs `self-test-at`]",
        "call-back-minutes: 1441; [Settings default: spec.emergency.call-back-minutes: 1441 is out of range (0 to 1440)]",
      })
  void whatHoldsOfEveryEmergencyCall(String spec, String problems) {
    assertEquals(
        problems,
        problems("{kind: Settings, name: default, spec: {emergency: {%s}}}".formatted(spec)));
  }

  private static String problems(String document) {
    var documents =
        DocumentYaml.parse(
            "t",
            """
            {kind: Edge, name: e, spec: {trunks: ["127.0.0.1:1"]}}
            ---
            {kind: Extension, name: 101, spec: {password: secret-101}}
            ---
            {kind: Line, name: l, spec: {edge: e, kind: fxs, driver: sim}}
            ---
            %s
            """
                .formatted(document));
    return DocumentCheck.all(documents, PatternCheck.none()).stream()
        .map(Object::toString)
        .filter(text -> text.startsWith("S"))
        .toList()
        .toString();
  }
}
