package io.patchbay.edge.run;

import static java.util.Objects.requireNonNull;

import io.patchbay.edge.agent.Agent;
import io.patchbay.edge.agent.AgentAction;
import io.patchbay.edge.agent.AgentInput;
import io.patchbay.edge.agent.DigitMerge;
import io.patchbay.edge.agent.Signal;
import io.patchbay.edge.agent.Timer;
import io.patchbay.edge.context.LineMedia;
import io.patchbay.line.Line;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineCommand.ModuleAction;
import io.patchbay.line.LineEvent;
import io.patchbay.line.LineEvent.Outcome;
import io.patchbay.line.LineKind;
import io.patchbay.line.LineState;
import io.patchbay.line.LineStatus;
import io.patchbay.line.LineTrace;
import io.patchbay.media.session.MediaEvent;
import io.patchbay.proto.config.v1.LineSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs one line's agent: events in, actions out. For the mailbox thread.
final class LineRunner {
  private static final Logger LOG = LoggerFactory.getLogger(LineRunner.class);

  private final String name;
  private final Mailbox mailbox;
  private final InstantSource clock;
  private final LineHost host;
  private final Pending pending;
  private final Map<Timer, Mailbox.Cancellable> timers = new EnumMap<>(Timer.class);
  private final Maintenance maintenance = new Maintenance(this::control);
  private LineSpec spec;
  private Agent agent;
  private @Nullable Line line;
  private @Nullable LineMedia media;
  private LineStatus status = LineStatus.of(LineState.STARTING, "opening");

  private DigitMerge merge = DigitMerge.start();
  private LearnedNumber learned = LearnedNumber.NONE;
  private String callId = "";
  private String legId = "";
  private int call;
  private long unexpected;

  LineRunner(
      String name,
      LineSpec spec,
      Agent agent,
      Mailbox mailbox,
      InstantSource clock,
      LineHost host) {
    this.name = requireNonNull(name, "name");
    pending = new Pending(name);
    this.spec = requireNonNull(spec, "spec");
    this.agent = requireNonNull(agent, "agent");
    this.mailbox = requireNonNull(mailbox, "mailbox");
    this.clock = requireNonNull(clock, "clock");
    this.host = requireNonNull(host, "host");
  }

  /// The opened hardware and its audio.
  void attach(Line opened, LineMedia audio) {
    line = opened;
    media = audio;
  }

  String name() {
    return name;
  }

  LineSpec spec() {
    return spec;
  }

  LineKind kind() {
    return line().kind();
  }

  /// As others are to see it: a line in maintenance serves nobody.
  LineStatus status() {
    return host.seen(this, spec.getMaintenance() ? Maintenance.seen(status, idle()) : status);
  }

  /// The line's own number: configured, else as the SIM says, else as was found out.
  String number() {
    if (!spec.getNumber().isEmpty()) {
      return spec.getNumber();
    }
    return status.number().isEmpty() ? learned.of(status) : status.number();
  }

  /// Takes the number of a card; false: another one is in the line.
  boolean learnNumber(String card, String number) {
    LearnedNumber next = new LearnedNumber(card, number);
    if (next.of(status).isEmpty()) {
      return false;
    }
    if (!next.equals(learned)) {
      learned = next;
      host.statusChanged(this);
    }
    return true;
  }

  /// What a phone calls as: its own number.
  String callingNumber() {
    return kind() == LineKind.FXS ? number() : "";
  }

  /// The call that holds the line; empty: none.
  String callId() {
    return callId;
  }

  String legId() {
    return legId;
  }

  boolean inService() {
    return status().state() == LineState.IN_SERVICE;
  }

  /// What was said to the hardware and by it lately.
  LineTrace trace() {
    return line().trace();
  }

  /// The hardware is there, in service or not.
  boolean answers() {
    return status.state() != LineState.DOWN;
  }

  boolean idle() {
    return agent.idle();
  }

  /// Inputs the agent did not expect so far.
  long unexpected() {
    return unexpected;
  }

  LineMedia media() {
    return requireNonNull(media, "media");
  }

  /// Takes over changed settings of the same hardware.
  void settings(LineSpec next, Agent same) {
    spec = next;
    agent = same;
    maintain();
  }

  private void maintain() {
    maintenance.look(spec.getMaintenance(), status, idle());
  }

  /// Somebody calls for help by this line.
  ///
  /// @return true: its module was off and is not on yet
  boolean comesOnForHelp() {
    return maintenance.help();
  }

  /// The call for help was not placed.
  void noHelp() {
    if (maintenance.helped()) {
      maintain();
    }
  }

  Agent agent() {
    return agent;
  }

  /// A leg holds the line from now on.
  void seize(String call, String leg) {
    callId = call;
    legId = leg;
    host.statusChanged(this);
  }

  /// The leg has left the line.
  void free() {
    callId = "";
    legId = "";
    host.statusChanged(this);
    var _ = maintenance.helped();
    maintain();
  }

  /// A command past the agent: messages, USSD, module control, digits.
  void submit(LineCommand template, Consumer<Outcome> done) {
    line().submit(pending.add(template, done));
  }

  private void control(ModuleAction action) {
    submit(
        new LineCommand.Control(0, action),
        outcome -> {
          boolean done = outcome instanceof Outcome.Accepted;
          if (!done) {
            LOG.warn("line {}: {}: {}", name, action, outcome);
            mailbox.after(Maintenance.AGAIN, this::maintain);
          }
          maintenance.switched(action, done);
        });
  }

  /// Sends a digit by the modem (AT+VTS).
  void sendDigits(String digits, Duration tone, Consumer<Outcome> done) {
    submit(new LineCommand.SendDtmf(0, call, digits, tone), done);
  }

  /// Lets the agent act.
  void feed(AgentInput input) {
    if (input instanceof AgentInput.Dial dial) {
      call = dial.call();
    } else if (input instanceof AgentInput.Rings rings && agent.idle()) {
      call = rings.call();
    }
    var before = agent;
    var step = agent.on(input);
    agent = step.next();
    if (LOG.isDebugEnabled()) {
      LOG.debug("line {} {{}} {} -> {}", name, before.word(), input, agent.word());
    }
    step.actions().forEach(this::carryOut);
  }

  private void carryOut(AgentAction action) {
    switch (action) {
      case AgentAction.Submit(LineCommand command, String commandId) -> submit(command, commandId);
      case AgentAction.Accept(String id) -> finished(id, new Outcome.Accepted(""));
      case AgentAction.Refuse(String id, var kind, String reason) ->
          finished(id, new Outcome.Refused(kind, "line " + name + ": " + reason));
      case AgentAction.Report(var event) -> host.report(this, event);
      case AgentAction.Play(Signal signal) -> media().play(signal);
      case AgentAction.StopTone _ -> media().stopTone();
      case AgentAction.ListenDigits _ -> media().listenDigits();
      case AgentAction.ListenTones(var signals) -> media().listenTones(signals);
      case AgentAction.ListenVoice(var exchange) -> media().listenVoice(exchange);
      case AgentAction.SendDigits(String digits, var tone, var gap) ->
          media().sendDigits(digits, tone, gap);
      case AgentAction.CloseAudio _ -> media().close();
      case AgentAction.StartTimer(Timer timer, var after) -> {
        stop(timer);
        timers.put(timer, mailbox.after(after, () -> expired(timer)));
      }
      case AgentAction.StopTimer(Timer timer) -> stop(timer);
      case AgentAction.ReportUnexpected(AgentInput input) -> {
        unexpected++;
        LOG.warn("line {} {{}} does not expect {}", name, agent.word(), input);
      }
    }
  }

  private void submit(LineCommand command, String commandId) {
    submit(
        command,
        outcome -> {
          finished(commandId, outcome);
          feed(new AgentInput.Done(command, outcome instanceof Outcome.Accepted));
        });
  }

  private void finished(String commandId, Outcome outcome) {
    if (!commandId.isEmpty()) {
      host.finished(commandId, outcome);
    }
  }

  private void expired(Timer timer) {
    timers.remove(timer);
    feed(timer.expiry());
  }

  private void stop(Timer timer) {
    var running = timers.remove(timer);
    if (running != null) {
      running.cancel();
    }
  }

  /// An event of the driver.
  void on(LineEvent event) {
    switch (event) {
      case LineEvent.StatusChanged(_, LineStatus next) -> changed(next);
      case LineEvent.CommandDone(_, long id, Outcome outcome) -> pending.done(id, outcome);
      case LineEvent.CallOffered(_, int of, String number, String caller) ->
          feed(new AgentInput.Rings(of, number, caller));
      case LineEvent.CallAlerting(_, int of) -> onSim(new AgentInput.Alerting(of));
      case LineEvent.CallProgress(_, int of) -> onSim(new AgentInput.Progress(of));
      case LineEvent.CallAnswered(_, int of) -> notFxs(new AgentInput.Answered(of));
      case LineEvent.PartyChanged party -> onSim(AgentInput.PartyChanged.of(party));
      case LineEvent.PartyLeft party -> onSim(AgentInput.PartyLeft.of(party));
      case LineEvent.CallReleased(_, int of, var cause) ->
          notFxs(new AgentInput.Released(of, cause));
      case LineEvent.DtmfReceived(_, _, char digit) -> merged(merge.reported(digit, event.at()));
      case LineEvent.OffHook _ -> feed(new AgentInput.OffHook());
      case LineEvent.OnHook _ -> feed(new AgentInput.OnHook());
      case LineEvent.HookFlash _ -> feed(new AgentInput.Flash());
      case LineEvent.PulseDigit(_, char digit) -> {
        feed(new AgentInput.DigitBegan());
        feed(new AgentInput.Digit(digit));
      }
      case LineEvent.PolarityReversed _ -> feed(new AgentInput.PolarityReversed());
      case LineEvent.LoopCurrentLost _ -> feed(new AgentInput.LoopCurrentLost());
      case LineEvent.SmsReceived _,
          LineEvent.SmsReportReceived _,
          LineEvent.Noted _,
          LineEvent.UssdReceived _,
          LineEvent.Recovering _,
          LineEvent.Recovered _ ->
          host.told(this, event);
    }
  }

  private void onSim(AgentInput.Sim input) {
    if (kind() == LineKind.SIM) {
      feed(input);
    }
  }

  private void notFxs(AgentInput input) {
    if (kind() != LineKind.FXS) {
      feed(input);
    }
  }

  private void changed(LineStatus next) {
    if (next.state() != status.state()) {
      LOG.info("line {} is {} {}", name, next.state(), next.reason());
    }
    status = next;
    if (next.state() == LineState.DOWN) {
      feed(new AgentInput.LineLost());
    }
    host.statusChanged(this);
    maintain();
  }

  /// An event of the line's termination.
  void on(MediaEvent event) {
    switch (event) {
      case MediaEvent.DtmfStarted _ -> {
        if (kind() == LineKind.FXS) {
          feed(new AgentInput.DigitBegan());
        }
      }
      case MediaEvent.DtmfReceived(char digit, _, _) -> heard(digit);
      case MediaEvent.ToneDetected(String tone) -> {
        for (Signal signal : Signal.values()) {
          if (signal.word().equals(tone) && kind() == LineKind.FXO) {
            feed(new AgentInput.ToneHeard(signal));
          }
        }
      }
      case MediaEvent.VoiceDetected _ -> {
        if (kind() == LineKind.FXO) {
          feed(new AgentInput.VoiceHeard());
        }
      }
      case MediaEvent.DtmfDone _ -> {
        if (kind() == LineKind.FXO) {
          feed(new AgentInput.DigitsSent());
        }
      }
      case MediaEvent.PortEnded(String reason) -> LOG.info("line {} audio ended: {}", name, reason);
      case MediaEvent.RtpTimeout _,
          MediaEvent.RemoteChanged _,
          MediaEvent.FirstPacket _,
          MediaEvent.FaxHeard _,
          MediaEvent.FaxLost _,
          MediaEvent.PlayDone _ -> {}
    }
  }

  private void heard(char digit) {
    if (kind() != LineKind.SIM) {
      feed(new AgentInput.Digit(digit));
      return;
    }
    merged(merge.heard(digit, clock.instant()));
    mailbox.after(DigitMerge.WINDOW, () -> merged(merge.expired(clock.instant())));
  }

  private void merged(DigitMerge.Step step) {
    merge = step.next();
    step.digits().forEach(digit -> feed(new AgentInput.Digit(digit)));
  }

  /// Ends the call on the line, if any. The hardware is then to be closed, off this thread.
  Line shutdown() {
    feed(new AgentInput.LineLost());
    timers.values().forEach(Mailbox.Cancellable::cancel);
    timers.clear();
    media().close();
    pending.closed();
    return line();
  }

  Line line() {
    return requireNonNull(line, "line");
  }
}
