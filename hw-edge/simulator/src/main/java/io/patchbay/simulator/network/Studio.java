package io.patchbay.simulator.network;

import io.patchbay.simulator.sound.Ear;
import io.patchbay.simulator.sound.Sound;

/// Makes sounds and ears of what a [CallPlan] names. Implemented over files; in tests over memory.
public interface Studio {
  /// A sound from its beginning. One that is an [Ear] too hears what is heard, and is closed.
  ///
  /// @param say `silence`, `tone:HZ[@DBM0]`, `socket:PATH` or a WAV file's path
  /// @throws IllegalArgumentException names what is wrong with it
  Sound sound(String say);

  /// An ear that records.
  ///
  /// @param path of a new WAV file
  /// @throws IllegalArgumentException it cannot be written
  Ear recorder(String path);
}
