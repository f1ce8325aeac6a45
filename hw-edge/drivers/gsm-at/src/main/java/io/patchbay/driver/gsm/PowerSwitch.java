package io.patchbay.driver.gsm;

import java.util.function.Consumer;

/// Takes a modem's power away and gives it back.
interface PowerSwitch {
  /// Returns at once.
  ///
  /// @param done told later, on another thread: empty when it worked, else why not
  void cycle(Consumer<String> done);
}
