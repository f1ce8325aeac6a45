package io.patchbay.edge.survival;

import com.google.protobuf.util.Timestamps;
import io.patchbay.contract.Bounded;
import io.patchbay.proto.event.v1.PhoneSetting;
import io.patchbay.routing.PhoneState;
import io.patchbay.routing.PhoneStates;
import io.patchbay.routing.PhoneWords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/// What is set on phones of this edge by feature codes (catalogue H8), as a trunk told it or it was
/// dialled here; kept in a file. For one thread.
final class PhoneMemory {
  static final int KEPT = 5_000;

  private final MessageFile<PhoneSetting> file;
  private final Map<String, PhoneSetting> settings = new Bounded<>(KEPT);
  private final PhoneStates states = new PhoneStates();

  private PhoneMemory(MessageFile<PhoneSetting> file) {
    this.file = file;
  }

  /// Reads the file; one that cannot be read counts as far as it can.
  ///
  /// @param disk writes it, one task after the other
  static PhoneMemory open(Path file, Executor disk) {
    var memory =
        new PhoneMemory(new MessageFile<>("settings of phones", file, PhoneSetting.parser(), disk));
    memory.file.read().forEach(memory::newer);
    return memory;
  }

  /// Takes settings; of two of the same feature of a phone the later one counts.
  void take(List<PhoneSetting> told) {
    boolean news = false;
    for (PhoneSetting setting : told) {
      news |= newer(setting);
    }
    if (news) {
      file.write(new ArrayList<>(settings.values()));
    }
  }

  private boolean newer(PhoneSetting setting) {
    String key = PhoneWords.key(setting);
    PhoneSetting known = settings.getOrDefault(key, PhoneSetting.getDefaultInstance());
    if (known.equals(setting) || Timestamps.compare(known.getAt(), setting.getAt()) > 0) {
      return false;
    }
    settings.put(key, setting);
    states.set(setting);
    return true;
  }

  /// What is set on a phone.
  ///
  /// @param phone `line/fxs-1`
  PhoneState state(String phone) {
    return states.of(phone);
  }
}
