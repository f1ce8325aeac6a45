package io.patchbay.simulator.cli;

import io.patchbay.proto.sim.v1.AwaitEventRequest;
import io.patchbay.proto.sim.v1.GetStateResponse;
import io.patchbay.proto.sim.v1.InjectFaultRequest;
import io.patchbay.proto.sim.v1.OperatePhoneRequest;
import io.patchbay.proto.sim.v1.OperatePhoneRequest.Flash;
import io.patchbay.proto.sim.v1.OperatePhoneRequest.OffHook;
import io.patchbay.proto.sim.v1.OperatePhoneRequest.OnHook;
import io.patchbay.proto.sim.v1.OperatePhoneRequest.Speak;
import io.patchbay.proto.sim.v1.WorldEvent;
import io.patchbay.simulator.api.SimClient;
import java.io.PrintStream;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/// One command to the simulated world, as words.
final class Commands {
  /// Who calls on `sim pstn call …`.
  private static final String USUAL_PSTN_SUBSCRIBER = "55500";

  private static final Set<String> FLAGS =
      Set.of("wait", "no-wait", "withheld", "echo-dtmf", "quiet");

  private final SimClient client;
  private final PrintStream out;
  private long lastSequence;

  Commands(SimClient client, PrintStream out) {
    this.client = client;
    this.out = out;
  }

  /// Carries out one command.
  ///
  /// @return the exit code
  /// @throws UsageException the words are wrong
  /// @throws io.patchbay.simulator.api.SimFailure it did not work out
  int run(List<String> command) {
    Words words = new Words(command, FLAGS);
    String noun = words.next("a command");
    return switch (noun) {
      case "subscriber" ->
          new SubscriberWords(client, out).run(words.next("the subscriber's number"), words);
      case "pstn" -> pstn(words);
      case "fxs" -> phone(words);
      case "line" -> line(words);
      case "state" -> state(words);
      case "events" -> events(words);
      case "await" -> await(words);
      default -> throw new UsageException("'" + noun + "' is no command; see sim --help");
    };
  }

  private int pstn(Words words) {
    String first = words.next("a number or what the subscriber does");
    if (!first.matches("\\+?[0-9]+")) {
      words.putBack(first);
      return new SubscriberWords(client, out).run(USUAL_PSTN_SUBSCRIBER, words);
    }
    return new SubscriberWords(client, out).run(first, words);
  }

  private int phone(Words words) {
    OperatePhoneRequest.Builder request =
        OperatePhoneRequest.newBuilder().setPhone(words.next("the phone's number"));
    String verb = words.next("what to do with the phone");
    String say = Words.sound(words.option("say", ""));
    String record = Words.path(words.option("record", ""));
    switch (verb) {
      case "offhook" -> request.setOffHook(OffHook.getDefaultInstance());
      case "onhook", "hangup" -> request.setOnHook(OnHook.getDefaultInstance());
      case "dial" -> request.setDial(words.next("digits"));
      case "pulse" -> request.setDialByPulses(words.next("digits"));
      case "flash" -> {
        String open = words.nextOr("300ms");
        request.setFlash(Flash.newBuilder().setOpenMillis(Words.parseMillis("flash", open)));
      }
      case "say" -> request.setSpeak(Speak.newBuilder().setSay(Words.sound(words.next("a sound"))));
      case "record" ->
          request.setSpeak(Speak.newBuilder().setRecord(Words.path(words.next("a file"))));
      default ->
          throw new UsageException(
              "a phone does not '" + verb + "'; offhook, hangup, dial, pulse, flash, say, record");
    }
    words.mustBeUsedUp();
    String state = client.phone(request.build()).getState();
    if (!say.isEmpty() || !record.isEmpty()) {
      client.phone(request.setSpeak(Speak.newBuilder().setSay(say).setRecord(record)).build());
    }
    out.println(state);
    return 0;
  }

  private int line(Words words) {
    String line = words.next("the line's name");
    String verb = words.next("'fault'");
    if (!verb.equals("fault")) {
      throw new UsageException("a line does not '" + verb + "'; fault");
    }
    String fault = words.next("the fault");
    words.mustBeUsedUp();
    List<String> faults =
        client
            .fault(InjectFaultRequest.newBuilder().setLine(line).setFault(fault).build())
            .getFaultsList();
    out.println(faults.isEmpty() ? "no fault in force" : "in force: " + String.join(", ", faults));
    return 0;
  }

  private int state(Words words) {
    words.mustBeUsedUp();
    GetStateResponse state = client.state();
    state
        .getLinesList()
        .forEach(line ->
            out.printf(
                "%-8s %-16s %-12s %s%n",
                line.getName(),
                line.getNumber(),
                line.getState(),
                String.join(" ", line.getFaultsList())));
    state
        .getSubscribersList()
        .forEach(subscriber ->
            out.printf(
                "%-16s %-12s %s%n",
                subscriber.getNumber(), subscriber.getBehaviour(), subscriber.getState()));
    state
        .getCallsList()
        .forEach(call ->
            out.printf(
                "call %d %s -> %s %s%n",
                call.getCall(), call.getCaller(), call.getCalled(), call.getPhase()));
    return 0;
  }

  private int events(Words words) {
    String subject = words.option("subject", "");
    words.mustBeUsedUp();
    Iterator<WorldEvent> events = client.events(subject);
    while (events.hasNext()) {
      print(events.next());
    }
    return 0;
  }

  /// In a script, events count from the last awaited one (or the script's start) on.
  private int await(Words words) {
    AwaitEventRequest request =
        AwaitEventRequest.newBuilder()
            .setSubject(words.next("whose event"))
            .setKind(words.next("the kind of event"))
            .setContaining(words.nextOr(""))
            .setTimeoutMillis(words.millis("timeout", 0))
            .setAfterSequence(lastSequence)
            .build();
    words.mustBeUsedUp();
    WorldEvent event = client.await(request);
    lastSequence = event.getSequence();
    print(event);
    return 0;
  }

  /// From now on [#await] sees what happens between two commands.
  void rememberNow() {
    lastSequence = Math.max(1, client.state().getLastSequence());
  }

  private void print(WorldEvent event) {
    StringBuilder line = new StringBuilder();
    line.append(event.getSubject()).append(' ').append(event.getKind());
    if (event.getCall() > 0) {
      line.append(" call ").append(event.getCall());
    }
    if (!event.getPeer().isEmpty()) {
      line.append(' ').append(event.getPeer());
    }
    if (event.getCause() > 0) {
      line.append(" cause ").append(event.getCause());
    }
    if (!event.getDetail().isEmpty()) {
      line.append(' ').append(event.getDetail());
    }
    out.println(line);
    out.flush();
  }
}
