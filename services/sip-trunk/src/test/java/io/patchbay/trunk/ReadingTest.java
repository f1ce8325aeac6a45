package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.proto.config.v1.SettingsSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is read although it looks odd (RFC 5118), and what is refused where the documents are
/// strict. The topmost Via of a message of RFC 4475 is given `rport` (RFC 3581), so that the answer
/// comes back here; nothing else is changed.
final class ReadingTest {
  private static final Pattern VIA =
      Pattern.compile(
          "(?im)^(v|via)\\s*:\\s*(?:\\r\\n\\s+)?SIP\\s*/\\s*2\\.0\\s*/\\s*UDP\\s+([^;,\\s]+)");

  /// H-187: a date nobody needs, and a branch that names no transaction.
  @Test
  void strictnessRefusesWhatIsToleratedOtherwise() throws Exception {
    try (Rig rig = new Rig()) {
      rig.edge();
      rig.trunk.configure(
          List.of(
              TestTrunkFactory.document("Settings", "default")
                  .setSettings(SettingsSpec.newBuilder().setStrictSip(true))
                  .build()));
      SipPeer peer = rig.pbx();
      assertEquals(400, answer(peer, "baddate"));
      assertEquals(400, answer(peer, "badbranch"));
    }
  }

  /// RFC 5118: what looks odd with IPv6 addresses.
  @ParameterizedTest
  @CsvSource({
    "4.1, REGISTER, sip:[2001:db8::10], [2001:db8::9:1], 401",
    "4.2, REGISTER, sip:2001:db8::10, [2001:db8::9:1], 400",
    "4.3, REGISTER, sip:[2001:db8::10:5070], [2001:db8::9:1], 401",
    "4.4, REGISTER, sip:[2001:db8::10]:5070, [2001:db8::9:1], 401",
    "4.5a, OPTIONS, sip:[2001:db8::10], [2001:db8::9:1];received=[2001:db8::9:255], 200",
    "4.5b, OPTIONS, sip:[2001:db8::10], [2001:db8::9:1];received=2001:db8::9:255, 200",
    "4.6, INVITE, sip:u@[2001:db8::10], [2001:db8::9:1], 404",
    "4.8, BYE, sip:u@[2001:db8::10], [2001:db8::9:1]:6050, 481",
    "4.9, INVITE, sip:u@x, [::ffff:192.0.2.10]:19823, 404",
    "4.10, OPTIONS, sip:u@[2001:db8:::192.0.2.1], [2001:db8::9:1], 200",
  })
  void addressesOfVersion6AreReadWhereTheyMayStand(
      String section, String method, String uri, String sentBy, int answer) throws Exception {
    try (Rig rig = new Rig()) {
      rig.edge();
      SipPeer peer = rig.pbx();
      String body =
          method.equals("INVITE")
              ? SipPeer.SDP.replace("c=IN IP4 127.0.0.1", "c=IN IP6 2001:db8::20")
              : "";
      String template =
          peer.request(
              method,
              uri,
              "z9hG4bK-" + section,
              "<sip:u@[2001:db8::9:1]>;tag=8",
              "<sip:u@[2001:db8::10]>" + (method.equals("BYE") ? ";tag=bd76ya" : ""),
              "6-" + section,
              98_176,
              "",
              body);
      peer.send(
          template
              .replace("UDP 127.0.0.1:" + peer.port(), "UDP " + sentBy)
              .replace(peer.contact(), "<sip:u@[2001:db8::9:1]>"));
      assertEquals(answer, peer.await("the answer", m -> m.status() >= 200).status());
    }
  }

  /// The final status.
  private static int answer(SipPeer peer, String name) throws IOException {
    String text = new String(Rfc4475.read(name), StandardCharsets.ISO_8859_1);
    Matcher via = VIA.matcher(text);
    String sent =
        via.find()
            ? text.substring(0, via.start(2)) + "192.0.2.1;rport" + text.substring(via.end())
            : text;
    peer.sendRaw(sent.getBytes(StandardCharsets.ISO_8859_1));
    SipText answer = peer.await("an answer to " + name, m -> m.status() >= 200);
    peer.send(Rfc4475.ack(answer));
    return answer.status();
  }
}
