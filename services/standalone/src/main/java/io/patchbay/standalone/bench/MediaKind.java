package io.patchbay.standalone.bench;

import io.patchbay.media.session.DtmfRelay;
import io.patchbay.media.session.RtpDescription;
import io.patchbay.media.session.RtpTransport;
import io.patchbay.media.srtp.SrtpKey;
import io.patchbay.media.srtp.SrtpKeys;
import io.patchbay.media.srtp.SrtpSuite;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How the audio of a call is coded and protected.
///
/// @param name on the command line of [MediaMain] and in the report
/// @param format as in `a=rtpmap`
/// @param suite of SRTP; null: none
public record MediaKind(String name, String format, @Nullable SrtpSuite suite) {
  /// G.711, not protected: what the ladder climbs with.
  public static final MediaKind PLAIN = new MediaKind("PCMA", "PCMA", null);

  /// All others that are measured.
  public static final List<MediaKind> OTHERS =
      List.of(
          new MediaKind("PCMA-AES-CM-80", "PCMA", SrtpSuite.AES_CM_128_HMAC_SHA1_80),
          new MediaKind("PCMA-AES-128-GCM", "PCMA", SrtpSuite.AEAD_AES_128_GCM),
          new MediaKind("G722", "G722", null),
          new MediaKind("G726-32", "G726-32", null),
          new MediaKind("GSM", "GSM", null),
          new MediaKind("iLBC", "iLBC;mode=20", null),
          new MediaKind("G729", "G729", null),
          new MediaKind("opus", "opus", null));

  private static final int PAYLOAD_TYPE = 97;

  /// One of them.
  static MediaKind named(String name) {
    return OTHERS.stream().filter(kind -> kind.name().equals(name)).findFirst().orElse(PLAIN);
  }

  /// The encoding name of its format (RFC 4855).
  String encoding() {
    return format.split(";", 2)[0];
  }

  /// A peer that sends back what it gets, so both directions have one key.
  RtpDescription description(InetSocketAddress echo) {
    var transport = RtpTransport.PLAIN.with(keys());
    return new RtpDescription(
        echo,
        PAYLOAD_TYPE,
        Map.of(PAYLOAD_TYPE, format),
        101,
        20,
        RtpDescription.Direction.SENDRECV,
        true,
        true,
        DtmfRelay.EVENT_ONLY,
        transport);
  }

  private @Nullable SrtpKeys keys() {
    if (suite == null) {
      return null;
    }
    var key = SrtpKey.of(suite, new byte[suite.masterOctets()]);
    return new SrtpKeys(key, key);
  }
}
