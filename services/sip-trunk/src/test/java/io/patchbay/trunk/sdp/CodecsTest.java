package io.patchbay.trunk.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.contract.document.MediaCheck;
import io.patchbay.proto.config.v1.MediaSpec;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Codecs in offer and answer: RFC 3264, RFC 3551, RFC 3952, RFC 7587, RFC 3389.
final class CodecsTest {
  private static final String HEAD =
      "v=0\r\no=- 1 1 IN IP4 h\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n";
  private static final LocalMedia LOCAL = new LocalMedia("127.0.0.1", 20_000);

  private static SessionDescription sdp(String media) {
    return SdpParser.parse(HEAD + media.replace("|", "\r\n") + "\r\n");
  }

  private static List<Codec> codecs(MediaSpec.Builder media, String... names) {
    return Codec.list(List.of(names), media.build());
  }

  private static List<Codec> codecs(String... names) {
    return codecs(MediaSpec.newBuilder(), names);
  }

  private static String offer(List<Codec> codecs) {
    return SdpBuilder.offer(7, 2, LOCAL, codecs, Direction.SENDRECV);
  }

  private static void assertHas(String sdp, String... lines) {
    for (String line : lines) {
      assertTrue(sdp.lines().anyMatch(line::equals), line + " is not in\n" + sdp);
    }
  }

  @Test
  void documentsKnowEveryEncodingAndNoOther() {
    assertEquals(
        MediaCheck.CODECS, Arrays.stream(Encoding.values()).map(Encoding::sdpName).toList());
  }

  @Test
  void everyCodecIsOfferedWithItsClockParametersAndNumber() {
    assertHas(
        offer(Codec.list(MediaCheck.CODECS)),
        "m=audio 20000 RTP/AVP 8 0 9 105 106 107 108 100 99 104 103 97 18 4 3 111 110 101",
        "a=rtpmap:9 G722/8000",
        "a=rtpmap:107 G726-32/8000",
        "a=rtpmap:104 AAL2-G726-32/8000",
        "a=rtpmap:97 iLBC/8000",
        "a=fmtp:97 mode=30",
        "a=rtpmap:18 G729/8000",
        "a=fmtp:18 annexb=no",
        "a=rtpmap:4 G723/8000",
        "a=fmtp:4 bitrate=6.3;annexa=no",
        "a=rtpmap:111 opus/48000/2",
        "a=rtpmap:110 telephone-event/48000",
        "a=ptime:20");
  }

  /// G-135, H-201.
  @Test
  void theOrderIsTheDocuments() {
    var names = MediaCheck.CODECS.reversed();
    assertHas(
        offer(Codec.list(names)),
        "m=audio 20000 RTP/AVP 111 3 4 18 97 103 104 99 100 108 107 106 105 9 0 8 110 101");
    var theirs = sdp("m=audio 4000 RTP/AVP 8 18 9");
    var ours = codecs(MediaSpec.newBuilder().setOwnOrder(true), "G722", "G729", "PCMA");
    assertEquals("G722", Negotiation.agree(theirs, ours).orElseThrow().codec().name());
  }

  /// H-204 to H-208.
  @Test
  void payloadTypesAreAsConfiguredAndNeverTwice() {
    var media =
        MediaSpec.newBuilder().putPayloadTypes("iLBC", 104).putPayloadTypes("aal2-g726-16", 120);
    assertHas(
        offer(codecs(media, "iLBC", "AAL2-G726-16", "AAL2-G726-32")),
        "a=rtpmap:104 iLBC/8000",
        "a=rtpmap:120 AAL2-G726-16/8000",
        "a=rtpmap:127 AAL2-G726-32/8000");
  }

  @ParameterizedTest
  @CsvSource({"9,G722", "18,G729", "4,G723", "3,GSM", "2,G726-32"})
  void staticNumbersNeedNoRtpmap(int type, String name) {
    RemoteMedia remote =
        Negotiation.agree(sdp("m=audio 4000 RTP/AVP " + type), Codec.list(MediaCheck.CODECS))
            .orElseThrow();
    assertEquals(name, remote.codec().name());
    assertEquals(type, remote.payloadType());
  }

  @Test
  void anAnswerHasThePeersNumberAndWhatWeAcceptIsKept() {
    var ours = codecs("iLBC");
    var offer = sdp("m=audio 4000 RTP/AVP 0 98|a=rtpmap:98 iLBC/8000");
    RemoteMedia remote = Negotiation.agree(offer, ours).orElseThrow();
    assertEquals(98, remote.payloadType());
    assertEquals(97, remote.codec().payloadType());
    assertHas(
        SdpBuilder.answer(1, 1, LOCAL, remote, offer, ours),
        "m=audio 20000 RTP/AVP 98",
        "a=rtpmap:98 iLBC/8000",
        "a=fmtp:98 mode=30",
        "a=ptime:30");
  }

  /// RFC 3952 §5: 30 ms where one of the two wants it.
  @ParameterizedTest
  @CsvSource({"20,mode=20,20", "20,mode=30,30", "20,,30", "30,mode=20,30", "0,mode=20,30"})
  void framesOfIlbcAreTheLongerOnes(int ours, String theirs, int agreed) {
    var media = MediaSpec.newBuilder().setIlbcFrameMs(ours);
    String fmtp = theirs == null ? "" : "|a=fmtp:98 " + theirs;
    RemoteMedia remote =
        Negotiation.agree(
                sdp("m=audio 4000 RTP/AVP 98|a=rtpmap:98 iLBC/8000" + fmtp), codecs(media, "iLBC"))
            .orElseThrow();
    assertEquals(agreed, remote.codec().frameMs());
    assertEquals(agreed, remote.ptimeMs());
  }

  @ParameterizedTest
  @CsvSource({
    "G729,10,10",
    "G729,0,30",
    "iLBC,40,60",
    "iLBC,10,30",
    "GSM,10,20",
    "G723,20,30",
    "opus,50,60"
  })
  void packetsAreWholeFrames(String name, int asked, int sent) {
    var media = MediaSpec.newBuilder().setPtimeMs(30);
    String type = name.equals("opus") ? "opus/48000/2" : name + "/8000";
    String ptime = asked == 0 ? "" : "|a=ptime:" + asked;
    RemoteMedia remote =
        Negotiation.agree(
                sdp("m=audio 4000 RTP/AVP 96|a=rtpmap:96 " + type + ptime), codecs(media, name))
            .orElseThrow();
    assertEquals(sent, remote.ptimeMs());
  }

  @Test
  void packetTimesAreAskedForAndThePeersLimitIsKept() {
    var media = MediaSpec.newBuilder().setPtimeMs(40).setMaxPtimeMs(60);
    assertHas(offer(codecs(media, "PCMA")), "a=ptime:40", "a=maxptime:60");
    assertEquals(
        20,
        Negotiation.agree(
                sdp("m=audio 4000 RTP/AVP 8|a=ptime:60|a=maxptime:20"), codecs(media, "PCMA"))
            .orElseThrow()
            .ptimeMs());
  }

  @Test
  void ownOrderDecidesWhereTheAccountSaysSo() {
    var offer = sdp("m=audio 4000 RTP/AVP 0 8 9");
    assertEquals(
        "PCMU", Negotiation.agree(offer, codecs("G722", "PCMU")).orElseThrow().codec().name());
    var own = MediaSpec.newBuilder().setOwnOrder(true);
    assertEquals(
        "G722", Negotiation.agree(offer, codecs(own, "G722", "PCMU")).orElseThrow().codec().name());
  }

  @Test
  void comfortNoiseIsSentWhereBothWantIt() {
    var vad = MediaSpec.newBuilder().setVad(true);
    assertHas(offer(codecs(vad, "PCMA")), "m=audio 20000 RTP/AVP 8 13 101", "a=rtpmap:13 CN/8000");
    var knows = sdp("m=audio 4000 RTP/AVP 8 13");
    assertEquals(
        13, Negotiation.agree(knows, codecs(vad, "PCMA")).orElseThrow().codec().comfortNoise());
    assertEquals(0, Negotiation.agree(knows, codecs("PCMA")).orElseThrow().codec().comfortNoise());
    assertEquals(
        0,
        Negotiation.agree(sdp("m=audio 4000 RTP/AVP 8"), codecs(vad, "PCMA"))
            .orElseThrow()
            .codec()
            .comfortNoise());
    assertFalse(offer(codecs("PCMA")).contains("CN"));
  }

  @Test
  void opusTakesTheEventsOfItsClock() {
    RemoteMedia remote =
        Negotiation.agree(
                sdp(
                    "m=audio 4000 RTP/AVP 96 101 97|a=rtpmap:96 opus/48000/2|a=rtpmap:101"
                        + " telephone-event/8000|a=rtpmap:97 telephone-event/48000"),
                codecs("opus"))
            .orElseThrow();
    assertEquals(97, remote.telephoneEvent());
    assertEquals(48_000, remote.codec().eventClockHz());
  }

  @Test
  void opusOfAnotherClockAndG722OfItsSamplingRateAreNotThem() {
    assertTrue(
        Negotiation.agree(
                sdp("m=audio 4000 RTP/AVP 96 97|a=rtpmap:96 opus/8000|a=rtpmap:97 G722/16000"),
                codecs("opus", "G722"))
            .isEmpty());
  }

  /// RFC 3264 §8.3.2: in one session a payload type keeps its meaning.
  @Test
  void anOfferInTheSessionHasWhatWasAgreedFirstAndAsThePeerHasIt() {
    var ours = codecs("PCMA", "iLBC", "AAL2-G726-24");
    RemoteMedia remote =
        Negotiation.agree(sdp("m=audio 4000 RTP/AVP 99|a=rtpmap:99 iLBC/8000"), ours).orElseThrow();
    assertHas(
        offer(Codec.again(ours, remote, true)),
        "m=audio 20000 RTP/AVP 99 8 127 101",
        "a=rtpmap:99 iLBC/8000",
        "a=rtpmap:127 AAL2-G726-24/8000");
    assertHas(offer(Codec.again(ours, remote, false)), "m=audio 20000 RTP/AVP 97 8 99 101");
  }
}
