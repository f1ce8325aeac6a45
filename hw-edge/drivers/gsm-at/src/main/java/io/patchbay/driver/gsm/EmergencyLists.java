package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.at.AtCommand;
import io.patchbay.driver.gsm.at.AtFields;
import io.patchbay.driver.gsm.at.AtResult;
import io.patchbay.driver.gsm.identity.EmergencyCodes;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Emergency numbers of the SIM card (EF_ECC, TS 31.102 §4.2.21) and of the network (`+CEN`, TS
/// 27.007 §8.67): 3GPP TS 22.101 §10.1 has both dialled as emergency calls. The runner's own.
final class EmergencyLists {
  /// EF_ECC, 6FB7.
  private static final int FILE = 28_599;

  private static final int MOST_RECORDS = 5;
  private static final int MOST_TOLD = 32;
  private static final int DONE = 0x90;
  private static final int DONE_WITH_LENGTH = 0x91;
  private static final int WRONG_LENGTH = 0x6c;

  private final Modem modem;
  private final StatusBoard board;
  private final Set<String> card = new TreeSet<>();
  private final Set<String> network = new TreeSet<>();

  EmergencyLists(Modem modem, StatusBoard board) {
    this.modem = modem;
    this.board = board;
  }

  /// What is asked while a modem is set up.
  ///
  /// @param ask a command, the beginning of its answer, and who takes it
  /// @param first as `ask`, ahead of what waits
  void questions(Asking ask, BiConsumer<AtCommand, Consumer<AtResult>> first) {
    card.clear();
    network.clear();
    String read = "AT+CRSM=176," + FILE + ",0,0,15"; // READ BINARY, TS 27.007 §8.18
    ask.ask(
        read,
        "+CRSM:",
        result -> {
          if (done(result)) {
            card.addAll(EmergencyCodes.ofFile(data(result)));
            tell();
          } else if (result.ok()) {
            record(first, 1, 4);
          }
        });
    ask.ask("AT+CEN=1", "", result -> modem.offers().note("AT+CEN=1", result));
  }

  /// A USIM has records; a wrong length is answered with the right one.
  private void record(BiConsumer<AtCommand, Consumer<AtResult>> first, int number, int length) {
    String read = "AT+CRSM=178," + FILE + "," + number + ",4," + length; // READ RECORD
    first.accept(
        AtCommand.query(read, "+CRSM:"),
        result -> {
          AtFields fields = AtFields.of(result.first());
          int right = fields.number(1, 0);
          if (done(result)) {
            card.addAll(EmergencyCodes.ofRecord(data(result)));
            tell();
            if (number < MOST_RECORDS) {
              record(first, number + 1, length);
            }
          } else if (result.ok() && fields.number(0, 0) == WRONG_LENGTH && right > length) {
            record(first, number, right);
          }
        });
  }

  /// `+CRSM: <sw1>,<sw2>[,<response>]` – TS 27.007 §8.18.
  private static boolean done(AtResult result) {
    int status = result.ok() ? AtFields.of(result.first()).number(0, 0) : 0;
    return status == DONE || status == DONE_WITH_LENGTH;
  }

  private static String data(AtResult result) {
    return AtFields.of(result.first()).text(2);
  }

  /// `+CEN1: <reported>[,<mcc>]` begins a list, `+CEN2: <cat>,<number>` is an entry – TS 27.007
  /// §8.67.
  boolean unsolicited(String text) {
    if (text.startsWith("+CEN1:")) {
      network.clear();
    } else if (text.startsWith("+CEN2:")) {
      String number = AtFields.of(text).text(1);
      if (number.matches("[0-9]{2,6}") && network.size() < MOST_TOLD) {
        network.add(number);
      }
    } else {
      return false;
    }
    tell();
    return true;
  }

  private void tell() {
    Set<String> all = new TreeSet<>(card);
    all.addAll(network);
    if (all.isEmpty()) {
      board.forget("emergency-numbers");
    } else {
      board.identity("emergency-numbers", String.join(" ", List.copyOf(all)));
    }
  }

  /// Puts a command behind those that wait.
  interface Asking {
    void ask(String command, String answer, Consumer<AtResult> then);
  }
}
