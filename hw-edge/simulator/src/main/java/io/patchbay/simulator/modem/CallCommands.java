package io.patchbay.simulator.modem;

import io.patchbay.line.Cause;
import io.patchbay.simulator.network.PhoneNumber;
import io.patchbay.simulator.sound.DtmfSound;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Dialling, answering, releasing, CHLD, DTMF – TS 27.007 §6, §7, TS 22.030 §6.5.5, Quectel's QHUP.
final class CallCommands {
  /// Dialled without a card and without registration – TS 22.101 §10.1.1.
  private static final Set<String> EMERGENCY =
      Set.of("000;", "08;", "110;", "112;", "118;", "119;", "911;", "999;");

  /// What AT+QHUP takes.
  private static final Set<Integer> HANGUP_CAUSES = Set.of(1, 16, 17, 18, 21, 27, 31, 88);

  private final Dialect dialect;
  private final Supplier<AtSettings> settings;
  private final Radio radio;
  private final VoiceCalls calls;

  CallCommands(Dialect dialect, Supplier<AtSettings> settings, Radio radio, VoiceCalls calls) {
    this.dialect = dialect;
    this.settings = settings;
    this.radio = radio;
    this.calls = calls;
  }

  void register(Interpreter interpreter) {
    interpreter.register("D", this::dial);
    interpreter.register("A", _ -> answer());
    interpreter.register("H", _ -> hangUpAll());
    interpreter.register(
        "+CHUP", command -> command.kind() == AtCommand.Kind.TEST ? Reply.ok() : hangUpAll());
    interpreter.register("+QHUP", this::hangUpWithCause);
    interpreter.register("+CHLD", this::callHold);
    interpreter.register("+CLCC", this::list);
    interpreter.register("+CPAS", _ -> Reply.ok("+CPAS: " + activity()));
    interpreter.register("+VTS", this::tones);
    interpreter.register("+CEER", this::lastCause);
  }

  private Reply dial(AtCommand command) {
    String text = command.arguments().strip().toUpperCase(Locale.ROOT);
    boolean emergency = EMERGENCY.contains(text);
    if (radio.cardError() != 0 && !emergency) {
      return new Reply.CmeError(radio.cardError());
    }
    if (!text.endsWith(";") || !(radio.registered() || emergency)) {
      return new Reply.Final("NO CARRIER");
    }
    String dialled = text.substring(0, text.length() - 1);
    if (!dialled.isEmpty() && (dialled.charAt(0) == 'T' || dialled.charAt(0) == 'P')) {
      dialled = dialled.substring(1);
    }
    boolean withheld = settings.get().clir == 1;
    // I withholds the number, i shows it (TS 27.007 §6.2): the only letter whose case counts
    if (dialled.endsWith("I") && dialect.progress() == Dialect.Progress.ECAV) {
      return Reply.error(); // such a modem has AT+CLIR only
    }
    if (dialled.endsWith("I")) {
      withheld = command.arguments().strip().endsWith("I;");
      dialled = dialled.substring(0, dialled.length() - 1);
    } else if (dialled.endsWith("G")) {
      dialled = dialled.substring(0, dialled.length() - 1);
    }
    try {
      PhoneNumber.normal(dialled);
    } catch (IllegalArgumentException e) {
      return Reply.error();
    }
    return calls.dial(dialled, withheld) ? Reply.ok() : Reply.notAllowed();
  }

  private Reply answer() {
    Optional<ModemCall> incoming = calls.inState(ModemCall.INCOMING);
    if (incoming.isEmpty()) {
      return Reply.error();
    }
    calls.answer(incoming.get());
    return Reply.ok();
  }

  private Reply hangUpAll() {
    // who waits goes first: with the call it would ring
    for (ModemCall call : List.copyOf(calls.calls()).reversed()) {
      calls.release(call, usualCause(call));
    }
    return Reply.ok();
  }

  private static Cause usualCause(ModemCall call) {
    boolean unanswered = call.state == ModemCall.INCOMING || call.state == ModemCall.WAITING;
    return unanswered ? Cause.USER_BUSY : Cause.NORMAL_CLEARING;
  }

  private Reply hangUpWithCause(AtCommand command) {
    if (command.kind() == AtCommand.Kind.TEST) {
      return Reply.ok("+QHUP: (1,16,17,18,21,27,31,88),(1-7)");
    }
    int cause = command.number(0, 16);
    if (command.kind() != AtCommand.Kind.SET || !HANGUP_CAUSES.contains(cause)) {
      return Reply.badParameter();
    }
    if (command.text(1).isEmpty()) {
      calls.releaseAll(Cause.of(cause));
      return Reply.ok();
    }
    Optional<ModemCall> call = calls.atIndex(command.number(1, 0));
    if (call.isEmpty()) {
      return Reply.notAllowed();
    }
    calls.release(call.get(), Cause.of(cause));
    return Reply.ok();
  }

  private Reply callHold(AtCommand command) {
    if (command.kind() == AtCommand.Kind.TEST) {
      return Reply.ok("+CHLD: (0,1,1x,2,2x,3)");
    }
    String argument = command.text(0);
    if (!argument.matches("[0-3]|[12][1-7]") || calls.calls().isEmpty()) {
      return argument.matches("[0-4]|[12][1-7]") ? Reply.notAllowed() : Reply.badParameter();
    }
    if (argument.length() == 2) {
      Optional<ModemCall> call = calls.atIndex(argument.charAt(1) - '0');
      if (call.isEmpty()) {
        return Reply.notAllowed();
      }
      return argument.charAt(0) == '1' ? releaseOne(call.get()) : isolate(call.get());
    }
    return switch (argument.charAt(0)) {
      case '0' -> releaseHeld();
      case '1' -> {
        calls.inState(ModemCall.ACTIVE).ifPresent(call -> calls.release(call, usualCause(call)));
        takeOther(); // TS 27.007 §7.13: 1 releases the active call and accepts the other
        yield Reply.ok();
      }
      case '2' -> swap();
      default -> join();
    };
  }

  private Reply releaseOne(ModemCall call) {
    calls.release(call, usualCause(call));
    return Reply.ok();
  }

  private Reply isolate(ModemCall call) {
    if (call.state == ModemCall.WAITING) {
      calls.answer(call);
      return Reply.ok();
    }
    for (ModemCall other : List.copyOf(calls.calls())) {
      if (other != call && other.state == ModemCall.ACTIVE) {
        calls.hold(other);
      }
    }
    if (call.state == ModemCall.HELD) {
      calls.resume(call);
    }
    return Reply.ok();
  }

  /// CHLD=0: the waiting call is told busy (UDUB); without one, held calls are released.
  private Reply releaseHeld() {
    Optional<ModemCall> waiting = calls.inState(ModemCall.WAITING, ModemCall.INCOMING);
    Optional<ModemCall> chosen = waiting.or(() -> calls.inState(ModemCall.HELD));
    if (chosen.isEmpty()) {
      return Reply.notAllowed();
    }
    return releaseOne(chosen.get());
  }

  private void takeOther() {
    Optional<ModemCall> waiting = calls.inState(ModemCall.WAITING, ModemCall.INCOMING);
    if (waiting.isPresent()) {
      calls.answer(waiting.get());
    } else {
      calls.inState(ModemCall.HELD).ifPresent(calls::resume);
    }
  }

  private Reply swap() {
    Optional<ModemCall> active = calls.inState(ModemCall.ACTIVE);
    Optional<ModemCall> waiting = calls.inState(ModemCall.WAITING);
    if (waiting.isPresent()) {
      calls.answer(waiting.get());
      return Reply.ok();
    }
    Optional<ModemCall> held = calls.inState(ModemCall.HELD);
    active.ifPresent(calls::hold);
    held.ifPresent(calls::resume);
    return active.isPresent() || held.isPresent() ? Reply.ok() : Reply.notAllowed();
  }

  private Reply join() {
    if (calls.inState(ModemCall.ACTIVE).isEmpty() || calls.inState(ModemCall.HELD).isEmpty()) {
      return Reply.notAllowed();
    }
    for (ModemCall call : List.copyOf(calls.calls())) {
      call.multiparty = true;
      if (call.state == ModemCall.HELD) {
        calls.resume(call);
      }
    }
    return Reply.ok();
  }

  /// AT+CLCC=1 has every change told, where the family knows that.
  private Reply list(AtCommand command) {
    boolean tells =
        dialect.progress() == Dialect.Progress.CLCC
            || dialect.progress() == Dialect.Progress.CLCC_AND_VOICE_CALL;
    if (command.kind() == AtCommand.Kind.TEST) {
      return Reply.ok();
    }
    if (command.kind() == AtCommand.Kind.SET) {
      settings.get().callReports = tells && command.number(0, 0) == 1;
      return tells ? Reply.ok() : Reply.error();
    }
    List<String> rows = new ArrayList<>();
    for (ModemCall call : calls.calls()) {
      rows.add("+CLCC: " + call.row());
    }
    return Reply.ok(rows);
  }

  /// <pas> of +CPAS: 0 ready, 3 ringing, 4 call in progress.
  private int activity() {
    if (calls.inState(ModemCall.INCOMING).isPresent()) {
      return 3;
    }
    return calls.calls().isEmpty() ? 0 : 4;
  }

  private Reply tones(AtCommand command) {
    if (command.kind() == AtCommand.Kind.TEST) {
      return Reply.ok("+VTS: (0-9,A-D,*,#),(1-10)");
    }
    String digits = command.text(0).toUpperCase(Locale.ROOT);
    boolean good =
        !digits.isEmpty()
            && digits.length() <= 31
            && digits.chars().allMatch(c -> DtmfSound.DIGITS.indexOf(c) >= 0);
    if (!good) {
      return Reply.badParameter();
    }
    int tenths = command.number(1, settings.get().toneDuration);
    if (!command.within(1, 0, 0, 255)) {
      return Reply.badParameter();
    }
    return calls.sendTones(digits, tenths) ? Reply.ok() : Reply.notAllowed();
  }

  private Reply lastCause(AtCommand command) {
    if (command.kind() == AtCommand.Kind.TEST) {
      return Reply.ok();
    }
    return radio.stat() == Radio.DENIED && dialect.causes() == Dialect.CauseForm.WORDS
        ? Reply.ok("+CEER: PLMN not allowed")
        : Reply.ok(CallTeller.cause(dialect.causes(), calls.lastCause()));
  }
}
