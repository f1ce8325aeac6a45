package io.patchbay.media.codec;

import io.patchbay.media.codec.Capability.State;
import io.patchbay.media.pcm.Oscillator;
import io.patchbay.media.pcm.Pcm;

/// Sends a tone through a codec: what comes back must be as loud and last as long.
final class SelfTest {
  private static final int PACKETS = 5;
  private static final double LEVEL_DBM0 = -15;
  private static final double TOLERANCE_DB = 6;

  private SelfTest() {}

  static Capability of(CodecProvider provider, String encoding) {
    try {
      provider.find();
      String wrong = run(provider.open(Format.parse(encoding)));
      return wrong.isEmpty()
          ? capability(provider, encoding, State.AVAILABLE, "", "")
          : capability(provider, encoding, State.SELFTEST_FAILED, wrong, "");
    } catch (CodecMissingException missing) {
      return capability(
          provider,
          encoding,
          missing.state(),
          String.valueOf(missing.getMessage()),
          missing.hint());
    } catch (RuntimeException | LinkageError failed) { // of a library we do not know: never ours
      return capability(provider, encoding, State.SELFTEST_FAILED, failed.toString(), "");
    }
  }

  private static Capability capability(
      CodecProvider provider, String encoding, State state, String detail, String hint) {
    return new Capability(encoding, provider.library(), state, detail, hint);
  }

  /// What is wrong; empty: nothing.
  private static String run(Codec codec) {
    int size = Math.max(160, codec.frameSamples());
    var tone = new Oscillator();
    tone.start(500, LEVEL_DBM0);
    var said = new short[size];
    var heard = new short[1024];
    var octets = new byte[1500];
    double level = -100;
    try {
      for (int packet = 0; packet < PACKETS; packet++) {
        for (int i = 0; i < size; i++) {
          said[i] = (short) tone.next();
        }
        int length = codec.encode(said, 0, size, octets, 0);
        int samples = codec.decode(octets, 0, length, heard, 0);
        if (samples != size) {
          return "of " + size + " samples " + samples + " came back";
        }
        level = Pcm.levelDbm0(Pcm.meanSquare(heard, 0, samples));
      }
    } finally {
      codec.close();
    }
    return Math.abs(level - LEVEL_DBM0) <= TOLERANCE_DB
        ? ""
        : "a tone of " + LEVEL_DBM0 + " dBm0 came back with " + Math.round(level);
  }
}
