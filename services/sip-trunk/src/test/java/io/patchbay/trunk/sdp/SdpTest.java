package io.patchbay.trunk.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 8866 and RFC 3264.
final class SdpTest {
  private static final String HEAD =
      "v=0\r\no=- 1 1 IN IP4 h\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n";
  private static final LocalMedia LOCAL = new LocalMedia("127.0.0.1", 20_000);

  private static RemoteMedia agreed(String media) {
    return Negotiation.agree(SdpParser.parse(HEAD + media), Codec.DEFAULT).orElseThrow();
  }

  @Test
  void peersOrderOfPreferenceDecides() {
    RemoteMedia remote = agreed("m=audio 4000 RTP/AVP 0 8\r\n");
    assertEquals(Codec.PCMU, remote.codec());
    assertEquals("192.0.2.1", remote.address());
    assertEquals(20, remote.ptimeMs());
    assertEquals(0, remote.telephoneEvent());
  }

  @Test
  void dynamicPayloadTypesAreReadFromRtpmap() {
    RemoteMedia remote =
        agreed(
            "m=audio 4000 RTP/AVP 97 96\r\na=rtpmap:97 PCMA/8000\r\na=rtpmap:96"
                + " telephone-event/8000\r\n");
    assertEquals(Codec.PCMA, remote.codec());
    assertEquals(97, remote.payloadType());
    assertEquals(96, remote.telephoneEvent());
  }

  @ParameterizedTest
  @CsvSource({"10,10", "20,20", "30,30", "60,60", "5,10", "65,60", "240,60", "25,20"})
  void ptimeStaysBetweenTenAndSixty(int offered, int used) {
    assertEquals(used, agreed("m=audio 4000 RTP/AVP 8\r\na=ptime:" + offered + "\r\n").ptimeMs());
  }

  @ParameterizedTest
  @CsvSource({"sendrecv,SENDRECV", "sendonly,RECVONLY", "recvonly,SENDONLY", "inactive,INACTIVE"})
  void directionIsMirrored(String offered, Direction ours) {
    assertEquals(ours, agreed("m=audio 4000 RTP/AVP 8\r\na=" + offered + "\r\n").direction());
  }

  @Test
  void nullAddressIsOldFashionedHold() {
    RemoteMedia remote = agreed("m=audio 4000 RTP/AVP 8\r\nc=IN IP4 0.0.0.0\r\n");
    assertTrue(remote.held());
  }

  @Test
  void otherMediaAreRefusedInTheirPlaces() {
    SessionDescription offer =
        SdpParser.parse(
            HEAD
                + "m=video 5000 RTP/AVP 96\r\nm=audio 4000 RTP/AVP 8\r\nm=audio 4002 RTP/AVP 8\r\n");
    RemoteMedia remote = Negotiation.agree(offer, Codec.DEFAULT).orElseThrow();
    List<String> media =
        SdpBuilder.answer(1, 1, LOCAL, remote, offer, Codec.DEFAULT)
            .lines()
            .filter(line -> line.startsWith("m="))
            .toList();
    assertEquals(
        List.of("m=video 0 RTP/AVP 96", "m=audio 20000 RTP/AVP 8", "m=audio 0 RTP/AVP 8"), media);
  }

  @Test
  void nothingInCommonIsNoAgreement() {
    assertTrue(
        Negotiation.agree(SdpParser.parse(HEAD + "m=audio 4000 RTP/AVP 18\r\n"), Codec.DEFAULT)
            .isEmpty());
    assertTrue(
        Negotiation.agree(SdpParser.parse(HEAD + "m=audio 4000 RTP/SAVP 8\r\n"), Codec.DEFAULT)
            .isEmpty());
  }

  @Test
  void whatIsOfferedCanBeRead() {
    String offer = SdpBuilder.offer(7, 2, LOCAL, Codec.DEFAULT, Direction.SENDRECV);
    RemoteMedia read = Negotiation.agree(SdpParser.parse(offer), Codec.DEFAULT).orElseThrow();
    assertEquals(
        new RemoteMedia("127.0.0.1", 20_000, Codec.PCMA, 8, 101, 20, Direction.SENDRECV), read);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "v=1",
        "v=0\r\nm=audio 4000 RTP/AVP 8",
        "v=0\r\no=- 1 1 IN IP4 h\r\nm=audio 4000 RTP/AVP 8",
        "v=0\r\no=- 1 1 IN IP4 h\r\nc=IN IP4 1.2.3.4\r\nm=audio 99999 RTP/AVP 8",
        "v=0\r\no=- 1 1 IN IP4 h\r\nc=IN IP4 $(x)\r\n",
        "v=0\r\nthis is no line"
      })
  void whatIsNoDescriptionIsRefused(String text) {
    assertThrows(SdpException.class, () -> SdpParser.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "IP4 999.1.1.1",
        "IP4 1.2.3",
        "IP4 1.2.3.4.5",
        "IP4 ::1",
        "IP4 .",
        "IP6 12345::1",
        "IP6 1:2:3:4:5:6:7",
        "IP6 1::2::3",
        "IP6 ::1.2.3.400",
        "IP7 1.2.3.4",
        "IP4 -x"
      })
  void impossibleAddressIsNoDescription(String address) {
    assertThrows(SdpException.class, () -> SdpParser.parse(connected(address)));
  }

  /// Well formed, but nothing to send media to: 488, not an error of the edge.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "IP4 phone.example.org",
        "IP6 phone.example.org",
        "IP4 224.2.1.1/127",
        "IP4 255.255.255.255",
        "IP6 ff02::1"
      })
  void addressThatCannotBeSentToIsNoAgreement(String address) {
    assertTrue(
        Negotiation.agree(SdpParser.parse(connected(address)), Codec.DEFAULT).isEmpty(), address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "IP4 192.0.2.255",
        "IP6 ::",
        "IP6 2001:db8::1",
        "IP6 1:2:3:4:5:6:7:8",
        "IP6 ::ffff:192.0.2.1"
      })
  void unicastAddressIsAgreedOn(String address) {
    assertEquals(
        address.substring(4),
        Negotiation.agree(SdpParser.parse(connected(address)), Codec.DEFAULT)
            .orElseThrow()
            .address());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 65_535})
  void portThatCannotBeSentToIsNoAgreement(int port) {
    String offer = HEAD + "m=audio " + port + " RTP/AVP 8\r\n";
    assertTrue(Negotiation.agree(SdpParser.parse(offer), Codec.DEFAULT).isEmpty());
  }

  private static String connected(String address) {
    return HEAD + "m=audio 4000 RTP/AVP 8\r\nc=IN " + address + "\r\n";
  }

  @Test
  void sizeIsBounded() {
    assertThrows(SdpException.class, () -> SdpParser.parse(HEAD + "a=x\r\n".repeat(600)));
    assertThrows(
        SdpException.class, () -> SdpParser.parse(HEAD + "m=audio 4000 RTP/AVP 8\r\n".repeat(17)));
    assertThrows(
        SdpException.class, () -> SdpParser.parse(HEAD + "m=audio 4000 RTP/AVP" + " 8".repeat(99)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void mutilatedDescriptionsAreReadOrRefusedButNeverWorse(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    String good = SdpBuilder.offer(7, 2, LOCAL, Codec.DEFAULT, Direction.SENDRECV);
    for (int i = 0; i < 2000; i++) {
      StringBuilder bad = new StringBuilder(good);
      for (int j = 0; j < 3; j++) {
        bad.setCharAt(random.nextInt(bad.length()), (char) random.nextInt(1, 255));
      }
      try {
        Negotiation.agree(SdpParser.parse(bad.toString()), Codec.DEFAULT)
            .ifPresent(remote -> assertTrue(remote.port() > 0 && remote.port() < 65_536));
      } catch (SdpException e) {
        assertTrue(String.valueOf(e.getMessage()).startsWith("SDP"), "seed " + seed);
      }
    }
  }
}
