package io.patchbay.simulator.ussd;

import java.util.Map;
import java.util.Optional;

/// What the network answers to USSD strings: `*100#` the balance, `*102#` the number, `*123#` a
/// menu.
public final class UssdService {
  private static final Map<String, Answer> CODES =
      Map.of(
          "*100#", new Answer("Balance: 42.17 CNY. Valid until 2027-12-31.", false),
          "*101#", new Answer("您的余额为42.17元。", false),
          "*123#", new Answer("1 Balance\n2 Data\n3 My number\n0 Exit", true));

  /// The answer to a string that opens a session; empty: the network does not know it.
  public Optional<Answer> open(String msisdn, String code) {
    return code.equals("*102#")
        ? Optional.of(new Answer("尊敬的客户，您的号码是 " + msisdn, false))
        : Optional.ofNullable(CODES.get(code));
  }

  /// The answer to a choice in the menu.
  public Answer choose(String msisdn, String choice) {
    return switch (choice.strip()) {
      case "1" -> new Answer("Balance: 42.17 CNY", false);
      case "2" -> new Answer("Data left: 1.5 GB", false);
      case "3" -> new Answer("Your number is " + msisdn, false);
      case "0" -> new Answer("Good bye", false);
      default -> new Answer("Unknown choice '" + choice + "'\n1 Balance\n2 Data\n0 Exit", true);
    };
  }

  /// What the network says.
  ///
  /// @param more the network waits for a reply
  public record Answer(String text, boolean more) {}
}
