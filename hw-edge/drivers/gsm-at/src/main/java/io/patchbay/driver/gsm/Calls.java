package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.call.CallInput;
import io.patchbay.driver.gsm.call.CallState;

/// The line's call, for what acts on it. The runner's own.
interface Calls {
  CallState state();

  void apply(CallInput input);

  /// Asks the modem for its calls, at once.
  ///
  /// @param then run once the answer was taken in; not when there was none
  void look(Runnable then);
}
