package io.patchbay.sms.control;

import io.patchbay.contract.Fault;

/// Lines that are told their own number. Thread-safe; calls block.
public interface NumberLines {
  /// Tells a line the number of the card in it.
  ///
  /// @throws Fault it has another card, or cannot be reached
  void learn(String line, String card, String number);
}
