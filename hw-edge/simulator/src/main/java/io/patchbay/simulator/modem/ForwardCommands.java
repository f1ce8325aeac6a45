package io.patchbay.simulator.modem;

import io.patchbay.line.Forward;
import io.patchbay.line.Forward.Reason;
import io.patchbay.simulator.network.Forwards;
import io.patchbay.simulator.network.Journal;
import io.patchbay.simulator.network.PhoneNumber;
import io.patchbay.simulator.network.WorldEvent;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/// AT+CCFC – TS 27.007 §7.11: asks the network, and has it changed. Each takes the network its
/// time.
final class ForwardCommands {
  private static final int DISABLE = 0;
  private static final int ENABLE = 1;
  private static final int QUERY = 2;
  private static final int REGISTER = 3;
  private static final int ERASE = 4;
  private static final int NO_NETWORK = 30;

  /// <class> of speech.
  private static final int VOICE = 1;

  private static final int ALL = 4;
  private static final int ALL_CONDITIONAL = 5;

  private final ModemSettings modem;
  private final Radio radio;
  private final Duration delay;
  private final Forwards network;
  private final Journal journal;
  private final Supplier<String> msisdn;

  ForwardCommands(
      ModemSettings modem,
      Radio radio,
      Duration delay,
      Forwards network,
      Journal journal,
      Supplier<String> msisdn) {
    this.modem = modem;
    this.radio = radio;
    this.delay = delay;
    this.network = network;
    this.journal = journal;
    this.msisdn = msisdn;
  }

  void register(Interpreter interpreter) {
    interpreter.register("+CCFC", this::forwarding);
  }

  private Reply forwarding(AtCommand command) {
    return switch (command.kind()) {
      case TEST -> Reply.ok("+CCFC: (0-5)");
      case READ, EXECUTE -> Reply.error();
      case SET -> set(command);
    };
  }

  private Reply set(AtCommand command) {
    if (!command.within(0, -1, 0, ALL_CONDITIONAL) || !command.within(1, -1, 0, ERASE)) {
      return Reply.badParameter();
    }
    if (!radio.registered()) {
      return new Reply.CmeError(NO_NETWORK);
    }
    int reason = command.number(0, 0);
    return switch (command.number(1, 0)) {
      case QUERY -> reason >= ALL ? Reply.badParameter() : answer(Reason.of(reason));
      case DISABLE, ERASE -> {
        for (Reason each : reasons(reason)) {
          change(Forward.off(each));
        }
        yield Reply.okAfter(delay);
      }
      case ENABLE, REGISTER -> reason >= ALL ? Reply.badParameter() : enable(command, reason);
      default -> Reply.badParameter();
    };
  }

  private static List<Reason> reasons(int number) {
    return switch (number) {
      case ALL -> List.of(Reason.values());
      case ALL_CONDITIONAL -> List.of(Reason.BUSY, Reason.NO_ANSWER, Reason.NOT_REACHABLE);
      default -> List.of(Reason.of(number));
    };
  }

  /// `=<reason>,3,<number>,<type>,<class>,<subaddr>,<satype>,<time>`
  private Reply enable(AtCommand command, int number) {
    Reason reason = Reason.of(number);
    String to = command.text(2);
    int type = command.number(3, to.startsWith("+") ? 145 : 129);
    int seconds = command.number(7, 0);
    boolean voice = (command.number(4, 7) & VOICE) != 0;
    try {
      String international = type == 145 && !to.startsWith("+") ? "+" + to : to;
      Forward forward = new Forward(reason, PhoneNumber.normal(international), seconds);
      if (!voice || forward.number().equals(msisdn.get())) {
        return Reply.notAllowed();
      }
      change(forward);
      return Reply.okAfter(delay);
    } catch (IllegalArgumentException _) {
      return Reply.badParameter();
    }
  }

  private void change(Forward forward) {
    network.set(msisdn.get(), forward);
    journal.note(
        modem.name(), WorldEvent.Kind.FORWARDING, forward.reason().word() + " " + forward.words());
  }

  /// Quectel's modems say class 255 when nothing is forwarded, generic ones a line for each class.
  private Reply answer(Reason reason) {
    Forward forward = network.of(msisdn.get(), reason);
    if (forward.on()) {
      String time = forward.seconds() > 0 ? ",,," + forward.seconds() : "";
      int type = forward.number().startsWith("+") ? 145 : 129;
      return Reply.okAfter(delay, "+CCFC: 1,1,\"" + forward.number() + "\"," + type + time);
    }
    return switch (modem.dialect().family()) {
      case "quectel-ec2x", "quectel-uc20", "quectel-m35" -> Reply.okAfter(delay, "+CCFC: 0,255");
      case "generic" -> Reply.okAfter(delay, "+CCFC: 0,1", "+CCFC: 0,2", "+CCFC: 0,4");
      default -> Reply.okAfter(delay, "+CCFC: 0,7");
    };
  }
}
