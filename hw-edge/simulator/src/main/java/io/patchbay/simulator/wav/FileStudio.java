package io.patchbay.simulator.wav;

import io.patchbay.simulator.network.Studio;
import io.patchbay.simulator.sound.Ear;
import io.patchbay.simulator.sound.Sound;
import io.patchbay.simulator.sound.Tone;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sounds by name, file or program, recordings to files.
public final class FileStudio implements Studio {
  private static final Pattern TONE =
      Pattern.compile("tone:([0-9]{1,4}(?:\\.[0-9]{1,3})?)(?:@([+-]?[0-9]{1,2}(?:\\.[0-9])?))?");
  private static final String SOCKET = "socket:";
  private static final double USUAL_DBM0 = -10;

  @Override
  public Sound sound(String say) {
    if (say.isEmpty() || say.equals("silence")) {
      return Sound.silence();
    }
    if (say.startsWith(SOCKET)) {
      return SocketTalk.open(Path.of(say.substring(SOCKET.length())));
    }
    if (!say.startsWith("tone:")) {
      return WavReader.open(Path.of(say));
    }
    Matcher tone = TONE.matcher(say);
    double frequencyHz = tone.matches() ? Double.parseDouble(tone.group(1)) : 0;
    String level = tone.matches() ? tone.group(2) : null;
    double levelDbm0 = level == null ? USUAL_DBM0 : Double.parseDouble(level);
    if (frequencyHz < 20 || frequencyHz > 3900 || levelDbm0 > 3) {
      throw new IllegalArgumentException(
          "sound '" + say + "': tone:HZ[@DBM0] wanted, 20 to 3900 Hz, at most 3 dBm0");
    }
    return new Tone(levelDbm0, frequencyHz);
  }

  @Override
  public Ear recorder(String path) {
    return WavWriter.open(Path.of(path));
  }
}
