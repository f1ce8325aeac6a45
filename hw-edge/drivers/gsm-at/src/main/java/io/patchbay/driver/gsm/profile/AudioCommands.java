package io.patchbay.driver.gsm.profile;

import java.util.List;

/// The command lines that switch a modem's voice.
///
/// @param prepare sent once, at set-up
/// @param arm make the audio ready; sent while no call is up
/// @param begin sent when the modem has taken ATD or ATA
/// @param open sent when a call is through; needed where audio can only be switched on then
/// @param close sent after a call
public record AudioCommands(
    List<String> prepare,
    List<String> arm,
    List<String> begin,
    List<String> open,
    List<String> close) {
  /// Nothing to switch.
  public static final AudioCommands NONE =
      new AudioCommands(List.of(), List.of(), List.of(), List.of(), List.of());

  public AudioCommands {
    prepare = List.copyOf(prepare);
    arm = List.copyOf(arm);
    begin = List.copyOf(begin);
    open = List.copyOf(open);
    close = List.copyOf(close);
  }

  AudioCommands preparedBy(String... lines) {
    return new AudioCommands(List.of(lines), arm, begin, open, close);
  }

  AudioCommands armedBy(String... lines) {
    return new AudioCommands(prepare, List.of(lines), begin, open, close);
  }

  AudioCommands begunBy(String... lines) {
    return new AudioCommands(prepare, arm, List.of(lines), open, close);
  }

  AudioCommands openedBy(String... lines) {
    return new AudioCommands(prepare, arm, begin, List.of(lines), close);
  }

  AudioCommands closedBy(String... lines) {
    return new AudioCommands(prepare, arm, begin, open, List.of(lines));
  }
}
