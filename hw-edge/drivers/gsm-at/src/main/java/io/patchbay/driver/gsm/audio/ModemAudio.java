package io.patchbay.driver.gsm.audio;

import io.patchbay.line.AudioPort;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A line's audio port, and what keeps it open. Thread-safe.
public interface ModemAudio extends AudioPort, AutoCloseable {
  /// Begins to open what carries the audio, in the background. Once.
  void start();

  /// Octets that ever came from the modem.
  long heard();

  /// How often anybody has read.
  long reads();

  /// Why there is no audio; empty: the way is open.
  String trouble();

  /// Amplifies in our samples.
  ///
  /// @param toNetworkDb from the caller to the modem, −24 to +24
  /// @param fromNetworkDb from the modem
  void gain(double toNetworkDb, double fromNetworkDb);

  /// Whether the modem has a call. While it has one it is given frames even when nobody reads: many
  /// modems stop otherwise.
  void inCall(boolean up);

  /// Who says these frames; null: they are silence.
  void talk(@Nullable Talk talk);

  /// What was counted since the beginning, by name.
  Map<String, Long> counts();

  /// Ends the port's thread; idempotent.
  @Override
  void close();
}
