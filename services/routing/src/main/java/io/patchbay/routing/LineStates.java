package io.patchbay.routing;

import io.patchbay.routing.emergency.HelpCalls;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where a decision reads the condition of lines and what calls they carried. Called on the
/// deciding thread; must not block.
@FunctionalInterface
public interface LineStates {
  /// What is known about a line, by its name.
  LineUse of(String line);

  /// The line by which a number was last called.
  ///
  /// @param number as it was dialled on the line
  /// @param since calls that ended before do not count
  default Optional<String> lastLine(String number, Instant since) {
    return Optional.empty();
  }

  /// The extension that last called one of these numbers by a line.
  ///
  /// @param numbers one number in all its forms
  /// @param since calls that ended before do not count
  default Optional<String> lastCaller(String line, Collection<String> numbers, Instant since) {
    return Optional.empty();
  }

  /// Emergency numbers that the line's SIM card and network tell (3GPP TS 22.101 §10.1).
  default Set<String> emergencyNumbers(String line) {
    return Set.of();
  }

  /// Who called for help lately.
  default HelpCalls helpCalls() {
    return new HelpCalls();
  }

  /// Why a caller is to be refused on a line for what he did before; empty: for nothing.
  default Optional<String> against(String line, String calling) {
    return Optional.empty();
  }

  /// Why a caller may not be asked for a PIN again; empty: he may.
  ///
  /// @param pin name of the document
  /// @param caller as [AdmitRule#caller] has it
  default Optional<String> locked(String pin, String caller) {
    return Optional.empty();
  }

  /// What somebody has set on a phone or extension by feature codes.
  ///
  /// @param phone `line/fxs-1`, `extension/101`
  default PhoneState phone(String phone) {
    return PhoneState.NONE;
  }

  /// The number that called a phone or extension last, an empty one when it was withheld; empty:
  /// nobody is known to have called it.
  default Optional<String> callerOf(String phone) {
    return Optional.empty();
  }

  /// Nothing is known about any line.
  static LineStates unknown() {
    return line -> LineUse.UNKNOWN;
  }

  /// Fixed conditions; lines that are not there are unknown.
  static LineStates of(Map<String, LineUse> uses) {
    Map<String, LineUse> copy = Map.copyOf(uses);
    return line -> copy.getOrDefault(line, LineUse.UNKNOWN);
  }
}
