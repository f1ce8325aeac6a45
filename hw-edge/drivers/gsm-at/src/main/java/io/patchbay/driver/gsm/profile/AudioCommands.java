package io.patchbay.driver.gsm.profile;

import java.util.List;

/// The command lines that switch a modem's voice; errors do not matter.
///
/// @param arm make the audio ready; sent while no call is up
/// @param open sent when a call is through; needed where audio can only be switched on then
/// @param close sent after a call
public record AudioCommands(List<String> arm, List<String> open, List<String> close) {
  /// Nothing to switch.
  public static final AudioCommands NONE = new AudioCommands(List.of(), List.of(), List.of());

  public AudioCommands {
    arm = List.copyOf(arm);
    open = List.copyOf(open);
    close = List.copyOf(close);
  }
}
