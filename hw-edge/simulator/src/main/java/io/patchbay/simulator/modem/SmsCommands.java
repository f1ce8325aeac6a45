package io.patchbay.simulator.modem;

import io.patchbay.simulator.sms.SmsException;
import io.patchbay.simulator.sms.Smsc;
import io.patchbay.tpdu.Address;
import io.patchbay.tpdu.Octets;
import io.patchbay.tpdu.SmsPdu;
import io.patchbay.tpdu.TpduException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Messages in PDU mode, and in text mode as far as mere reading and sending – TS 27.005 §3, §4.
final class SmsCommands {
  /// +CMS ERROR values of TS 27.005 §3.2.5.
  private static final int NOT_ALLOWED = 302;

  private static final int BAD_PDU = 304;
  private static final int NO_SIM = 310;
  private static final int PIN_WANTED = 311;
  private static final int BAD_INDEX = 321;
  private static final int NO_SERVICE = 331;
  private static final int NOTHING_TO_ACKNOWLEDGE = 340;
  private static final Set<String> MEMORIES = Set.of("SM", "ME", "MT");
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final Supplier<AtSettings> settings;
  private final Radio radio;
  private final SmsReceiver receiver;
  private final Smsc smsc;
  private final SmsText text;
  private final Supplier<String> msisdn;
  private final Consumer<String> sent;
  private String serviceCentre = Smsc.ADDRESS;
  private int lastReference;

  /// @param sent gets each PDU that was sent, in hexadecimal digits
  SmsCommands(
      Supplier<AtSettings> settings,
      Radio radio,
      SmsReceiver receiver,
      Smsc smsc,
      Supplier<String> msisdn,
      Consumer<String> sent) {
    this.settings = settings;
    this.radio = radio;
    this.receiver = receiver;
    this.smsc = smsc;
    this.msisdn = msisdn;
    this.sent = sent;
    this.text = new SmsText(settings);
  }

  void register(Interpreter interpreter) {
    interpreter.register("+CMGF", this::format);
    interpreter.register("+CSMS", this::service);
    interpreter.register("+CPMS", this::memories);
    interpreter.register("+CNMI", this::indications);
    interpreter.register("+CMGL", this::list);
    interpreter.register("+CMGR", this::read);
    interpreter.register("+CMGD", this::delete);
    interpreter.register("+CMGS", this::send);
    interpreter.register("+CNMA", this::acknowledge);
    interpreter.register("+CSCA", this::serviceCentre);
  }

  private int cardError() {
    return switch (radio.cardError()) {
      case 0 -> 0;
      case 10 -> NO_SIM;
      default -> PIN_WANTED;
    };
  }

  private Reply format(AtCommand command) {
    return switch (command.kind()) {
      case TEST -> Reply.ok("+CMGF: (0,1)");
      case READ -> Reply.ok("+CMGF: " + (settings.get().textMode ? 1 : 0));
      case EXECUTE, SET -> {
        if (!command.within(0, 0, 0, 1)) {
          yield Reply.badParameter();
        }
        settings.get().textMode = command.number(0, 0) == 1;
        yield Reply.ok();
      }
    };
  }

  private Reply service(AtCommand command) {
    return switch (command.kind()) {
      case TEST -> Reply.ok("+CSMS: (0,1)");
      case READ -> Reply.ok("+CSMS: " + (settings.get().phase2Plus ? 1 : 0) + ",1,1,1");
      case EXECUTE -> Reply.error();
      case SET -> {
        if (!command.within(0, -1, 0, 1)) {
          yield Reply.badParameter();
        }
        settings.get().phase2Plus = command.number(0, 0) == 1;
        yield Reply.ok("+CSMS: 1,1,1");
      }
    };
  }

  private Reply memories(AtCommand command) {
    if (cardError() != 0 && command.kind() != AtCommand.Kind.TEST) {
      return new Reply.CmsError(cardError());
    }
    AtSettings now = settings.get();
    return switch (command.kind()) {
      case TEST ->
          Reply.ok("+CPMS: (\"SM\",\"ME\",\"MT\"),(\"SM\",\"ME\",\"MT\"),(\"SM\",\"ME\",\"MT\")");
      case READ ->
          Reply.ok(
              "+CPMS: "
                  + named(now.readMemory)
                  + ","
                  + named(now.writeMemory)
                  + ","
                  + named(now.receiveMemory));
      case EXECUTE -> Reply.error();
      case SET -> {
        List<String> names = command.list();
        if (names.size() > 3 || !MEMORIES.containsAll(names)) {
          yield new Reply.CmsError(NOT_ALLOWED);
        }
        now.readMemory = names.get(0);
        now.writeMemory = names.size() > 1 ? names.get(1) : now.writeMemory;
        now.receiveMemory = names.size() > 2 ? names.get(2) : now.receiveMemory;
        yield Reply.ok(
            "+CPMS: "
                + counts(now.readMemory)
                + ","
                + counts(now.writeMemory)
                + ","
                + counts(now.receiveMemory));
      }
    };
  }

  private String named(String name) {
    return "\"" + name + "\"," + counts(name);
  }

  private String counts(String name) {
    SmsMemory memory = receiver.memory(name);
    return memory.used() + "," + memory.capacity();
  }

  private Reply indications(AtCommand command) {
    int[] now = settings.get().cnmi;
    return switch (command.kind()) {
      case TEST -> Reply.ok("+CNMI: (0,1,2),(0,1,2,3),(0,2),(0,1,2),(0,1)");
      case EXECUTE -> Reply.error();
      case READ ->
          Reply.ok("+CNMI: " + now[0] + "," + now[1] + "," + now[2] + "," + now[3] + "," + now[4]);
      case SET -> {
        int[] most = {2, 3, 2, 2, 1};
        for (int i = 0; i < most.length; i++) {
          if (!command.within(i, now[i], 0, most[i])) {
            yield new Reply.CmsError(NOT_ALLOWED);
          }
        }
        for (int i = 0; i < most.length; i++) {
          now[i] = command.number(i, now[i]);
        }
        yield Reply.ok();
      }
    };
  }

  private SmsMemory reading() {
    return receiver.memory(settings.get().readMemory);
  }

  private Reply list(AtCommand command) {
    if (command.kind() == AtCommand.Kind.TEST) {
      return Reply.ok("+CMGL: (0-4)");
    }
    Optional<Integer> wanted = text.wantedStatus(command);
    if (wanted.isEmpty()) {
      return new Reply.CmsError(NOT_ALLOWED);
    }
    List<String> lines = new ArrayList<>();
    SmsMemory memory = reading();
    for (Map.Entry<Integer, SmsMemory.Stored> entry : List.copyOf(memory.all().entrySet())) {
      SmsMemory.Stored stored = entry.getValue();
      if (wanted.get() == 4 || wanted.get() == stored.status()) {
        String index = entry.getKey() + ",";
        lines.add("+CMGL: " + index + header(stored) + "\r\n" + body(stored));
        memory.markRead(entry.getKey());
      }
    }
    return Reply.ok(lines);
  }

  private Reply read(AtCommand command) {
    if (command.kind() == AtCommand.Kind.TEST) {
      return Reply.ok();
    }
    int index = command.number(0, -1);
    SmsMemory memory = reading();
    if (command.kind() != AtCommand.Kind.SET || !memory.valid(index)) {
      return new Reply.CmsError(BAD_INDEX);
    }
    Optional<SmsMemory.Stored> stored = memory.get(index);
    if (stored.isEmpty()) {
      return Reply.ok();
    }
    memory.markRead(index);
    return Reply.ok("+CMGR: " + header(stored.get()) + "\r\n" + body(stored.get()));
  }

  private String header(SmsMemory.Stored stored) {
    return settings.get().textMode
        ? text.header(stored)
        : stored.status() + ",," + (stored.pdu().length - 1 - (stored.pdu()[0] & 0xFF));
  }

  private String body(SmsMemory.Stored stored) {
    return settings.get().textMode ? text.body(stored) : HEX.formatHex(stored.pdu());
  }

  private Reply delete(AtCommand command) {
    if (command.kind() == AtCommand.Kind.TEST) {
      return Reply.ok("+CMGD: (0-" + (reading().capacity() - 1) + "),(0-4)");
    }
    int index = command.number(0, -1);
    int flag = command.number(1, 0);
    SmsMemory memory = reading();
    if (flag < 0 || flag > 4 || (flag == 0 && !memory.valid(index))) {
      return new Reply.CmsError(BAD_INDEX);
    }
    if (flag == 0) {
      memory.delete(index);
    } else {
      memory.deleteAll(flag);
    }
    return Reply.ok();
  }

  private Reply send(AtCommand command) {
    if (command.kind() == AtCommand.Kind.TEST) {
      return Reply.ok();
    }
    if (cardError() != 0) {
      return new Reply.CmsError(cardError());
    }
    if (settings.get().textMode) {
      String to = settings.get().decoded(command.text(0));
      return new Reply.Prompt(typed -> submitText(to, typed));
    }
    int length = command.number(0, -1);
    if (length < 7 || length > 164) {
      return new Reply.CmsError(BAD_PDU);
    }
    return new Reply.Prompt(typed -> submitHex(length, typed));
  }

  private Reply submitHex(int length, String typed) {
    try {
      SmsPdu pdu = SmsPdu.parseHex(typed.strip());
      return pdu.tpdu().length() == length ? submit(pdu) : new Reply.CmsError(BAD_PDU);
    } catch (TpduException | SmsException e) {
      return new Reply.CmsError(BAD_PDU);
    }
  }

  private Reply submitText(String to, String typed) {
    try {
      return submit(new SmsPdu(Address.NONE, Octets.of(text.encode(to, typed))));
    } catch (TpduException | SmsException e) {
      return new Reply.CmsError(BAD_PDU);
    }
  }

  private Reply submit(SmsPdu pdu) throws SmsException {
    if (!radio.registered()) {
      return new Reply.CmsError(NO_SERVICE);
    }
    int reference = (lastReference + 1) & 0xFF;
    smsc.submit(msisdn.get(), pdu.tpdu().toArray(), reference);
    sent.accept(HEX.formatHex(pdu.encode()));
    lastReference = reference;
    return Reply.okAfter(java.time.Duration.ofMillis(200), "+CMGS: " + reference);
  }

  private Reply acknowledge(AtCommand command) {
    if (command.kind() == AtCommand.Kind.TEST) {
      return Reply.ok("+CNMA: (0-2)");
    }
    boolean waited = settings.get().phase2Plus && receiver.acknowledge();
    return waited ? Reply.ok() : new Reply.CmsError(NOTHING_TO_ACKNOWLEDGE);
  }

  private Reply serviceCentre(AtCommand command) {
    if (cardError() != 0) {
      return new Reply.CmsError(cardError());
    }
    return switch (command.kind()) {
      case TEST -> Reply.ok();
      case EXECUTE -> Reply.error();
      case READ -> Reply.ok("+CSCA: \"" + settings.get().coded(serviceCentre) + "\",145");
      case SET -> {
        serviceCentre = settings.get().decoded(command.text(0));
        yield Reply.ok();
      }
    };
  }
}
