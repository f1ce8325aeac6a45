package io.patchbay.edge.run;

import io.patchbay.contract.document.Documents;
import io.patchbay.edge.config.ConfigStore;
import io.patchbay.edge.config.EdgeSettings;
import io.patchbay.edge.context.EdgeCodecs;
import io.patchbay.edge.context.PortDesk;
import io.patchbay.edge.driver.Drivers;
import io.patchbay.edge.inventory.Inventory;
import io.patchbay.edge.record.Announcements;
import io.patchbay.edge.record.Recordings;
import io.patchbay.edge.spool.Spool;
import io.patchbay.line.Cause;
import io.patchbay.line.LineFigures;
import io.patchbay.line.LineState;
import io.patchbay.media.session.MediaEngine;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.edge.v1.CodecCapability;
import io.patchbay.proto.edge.v1.Command;
import io.patchbay.proto.edge.v1.CommandResult;
import io.patchbay.proto.edge.v1.EdgeUp;
import io.patchbay.proto.edge.v1.Hello;
import io.patchbay.proto.edge.v1.LineReport;
import io.patchbay.proto.edge.v1.LiveCall;
import io.patchbay.proto.edge.v1.PutSnapshot;
import io.patchbay.proto.edge.v1.Refusal;
import io.patchbay.proto.event.v1.PhoneSetting;
import io.patchbay.routing.LineUse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The edge's switchboard: everything that happens to its calls and lines goes over this desk.
///
/// Methods may be called from any thread; they hand over to the mailbox and return.
public final class Desk {
  private static final Duration ALIVE = Duration.ofSeconds(5);

  private final EdgeSettings settings;
  private final List<CodecCapability> codecs;
  private final boolean faxModems;
  private final Mailbox mailbox;
  private final InstantSource clock;
  private final Spool spool;
  private final Lines lines;
  private final CallTable table;
  private final Ledger ledger;
  private final FactPump facts;
  private final Uplinks uplinks;
  private final Messages messages;
  private final Configurator configurator;
  private final CommandDesk commands;
  private final Conclusions conclusions;
  private final Recordings recordings;
  private final Consumer<List<PhoneSetting>> phones;
  private final Notes notes;
  private final String incarnation;
  private final EdgeAlarms alarms;
  private final LineHost host;
  private int beats;

  /// What the desk is made of.
  ///
  /// @param ids makes a new id each time: incarnation, calls
  /// @param alone decides calls while no trunk is attached
  /// @param configured told of the documents in force, on the mailbox thread
  /// @param recovery told how lines heal
  /// @param inventory which modem and card each line had
  /// @param ports opens RTP ports
  /// @param recordings writes calls down
  /// @param concluded takes the record of every call that a trunk has ended
  /// @param phones takes what somebody has set on phones, on the mailbox thread
  public record Parts(
      EdgeSettings settings,
      Mailbox mailbox,
      InstantSource clock,
      Spool spool,
      MediaEngine engine,
      Drivers drivers,
      ConfigStore store,
      Supplier<String> ids,
      Controller alone,
      Consumer<Documents> configured,
      RecoveryListener recovery,
      Inventory inventory,
      PortDesk ports,
      Recordings recordings,
      Consumer<CallRecord> concluded,
      Consumer<List<PhoneSetting>> phones) {}

  public Desk(Parts parts) {
    settings = parts.settings();
    mailbox = parts.mailbox();
    clock = parts.clock();
    spool = parts.spool();
    codecs = EdgeCodecs.report(parts.engine().codecs());
    faxModems = parts.engine().faxes().capability().available();
    alarms = new EdgeAlarms(parts.inventory());
    incarnation = parts.ids().get();
    ledger = new Ledger(mailbox);
    lines = new Lines(settings, parts.drivers(), parts.engine(), mailbox, clock);
    facts = new FactPump(spool, mailbox);
    table = new CallTable(parts.engine(), clock, parts.ids(), this::unsolicited);
    uplinks =
        new Uplinks(
            table,
            table::offerAgain,
            facts,
            mailbox,
            parts.alone(),
            this::tellLines,
            spool.lostCalls());
    Consumer<CommandResult> finish = ledger::finish;
    messages = new Messages(settings.name(), spool, mailbox, facts, finish);
    notes = new Notes(settings.name(), spool, mailbox, facts, uplinks);
    host = new LineNews(table, uplinks, ledger, messages, notes, alarms, parts.recovery(), clock);
    recordings = parts.recordings();
    phones = parts.phones();
    var announcements = new Announcements(settings.dataDir().resolve("announcements"));
    var records = new RecordDesk(table, mailbox, recordings, announcements, clock, finish);
    conclusions =
        new Conclusions(
            settings.name(),
            table,
            spool,
            mailbox,
            clock,
            ledger,
            facts,
            uplinks,
            records,
            parts.concluded());
    configurator =
        new Configurator(parts.store(), lines, host, parts.configured(), this::rejected, finish);
    commands =
        new CommandDesk(
            new CallCommands(
                table,
                lines.byName(),
                lines::tones,
                lines::emergencyNumbers,
                mailbox,
                parts.ports(),
                finish),
            new LineCommandDesk(lines.byName(), messages, finish),
            new HoldDesk(lines.byName(), finish),
            records,
            new ToneDesk(table, mailbox, announcements, finish),
            this::special,
            finish);
  }

  /// Opens the lines; before anybody attaches.
  public void start() {
    mailbox.post(configurator::start);
    mailbox.post(uplinks::start);
    mailbox.post(this::alive);
  }

  private void alive() {
    if (table.size() > 0) {
      spool.alive();
    }
    if (beats++ % 2 == 1) {
      table.tellQuality();
    }
    boolean spoolNews = alarms.spool(spool.failure());
    boolean recordingNews = alarms.recordings(recordings.failure());
    if (spoolNews || recordingNews) {
      lines.byName().values().forEach(host::statusChanged);
    }
    mailbox.after(ALIVE, this::alive);
  }

  private void rejected(Map<String, String> problems) {
    alarms.rejected(problems);
    lines.byName().values().forEach(host::statusChanged);
  }

  private Controller unsolicited() {
    return uplinks.unsolicited();
  }

  /// A stream to a replica is open: it gets the hello.
  public void connected(Controller replica) {
    mailbox.post(() -> replica.send(EdgeUp.newBuilder().setHello(hello(replica)).build()));
  }

  private void tellLines(Controller replica) {
    for (LineRunner line : lines.byName().values()) {
      replica.send(Up.status(line, clock.instant()));
    }
  }

  private Hello hello(Controller replica) {
    var hello =
        Hello.newBuilder()
            .setEdge(settings.name())
            .setIncarnation(incarnation)
            .setPrimary(uplinks.primary().isEmpty())
            .setVersion("0.1.0")
            .addAllCodecs(codecs)
            .setFaxModems(faxModems)
            .addAllCalls(uplinks.calls(replica));
    for (LineRunner line : lines.byName().values()) {
      hello.addLines(
          LineReport.newBuilder()
              .setName(line.name())
              .setKind(kind(line))
              .setStatus(Up.status(line)));
    }
    return hello.build();
  }

  private static LineKind kind(LineRunner line) {
    return switch (line.kind()) {
      case FXS -> LineKind.LINE_KIND_FXS;
      case FXO -> LineKind.LINE_KIND_FXO;
      case SIM -> LineKind.LINE_KIND_SIM;
    };
  }

  /// The replica has welcomed us.
  public void attached(Controller replica) {
    mailbox.post(() -> uplinks.attached(replica));
  }

  /// The stream is gone.
  public void detached(Controller replica) {
    mailbox.post(() -> uplinks.detached(replica));
  }

  /// A command; its one result goes to `from`.
  public void command(Controller from, Command command) {
    mailbox.post(() -> {
      var deadline =
          Duration.ofMillis(command.getDeadlineMs() == 0 ? 5_000 : command.getDeadlineMs());
      if (command.getCommandId().isEmpty() || command.getCommandId().length() > 200) {
        from.send(
            EdgeUp.newBuilder()
                .setResult(
                    Up.refused(command.getCommandId(), Refusal.REFUSAL_INVALID, "no command id"))
                .build());
      } else if (ledger.begin(from, command.getCommandId(), deadline)) {
        commands.carryOut(from, command);
      }
    });
  }

  /// The replica takes no new calls, or takes them again.
  public void retiring(Controller from, boolean retiring) {
    mailbox.post(() -> uplinks.retiring(from, retiring));
  }

  /// Facts up to this position are safe.
  public void acknowledged(Controller from, long sequence) {
    mailbox.post(() -> facts.acknowledged(from, sequence));
  }

  /// Tells the cluster, once a trunk is attached, what was set on a phone; on the mailbox thread.
  ///
  /// @param done whether that is kept; on the mailbox thread
  public void keep(PhoneSetting setting, Consumer<Boolean> done) {
    notes.keep(setting, done);
  }

  private void special(Controller by, Command command) {
    String id = command.getCommandId();
    if (command.hasPutSnapshot()) {
      putSnapshot(by, id, command.getPutSnapshot());
    } else if (command.hasConclude()) {
      conclusions.conclude(id, command.getConclude());
    } else if (command.hasSetPhones()) {
      phones.accept(command.getSetPhones().getSettingsList());
      ledger.finish(Up.accepted(id));
    } else {
      configurator.configure(id, command.getConfigure());
    }
  }

  private void putSnapshot(Controller by, String commandId, PutSnapshot put) {
    if (put.getSnapshot().size() > 512 << 10) {
      ledger.finish(
          Up.refused(
              commandId,
              Refusal.REFUSAL_INVALID,
              "snapshot of " + put.getSnapshot().size() + " bytes"));
      return;
    }
    if (table.find(put.getCallId()) == null) {
      ledger.finish(
          Up.refused(
              commandId, Refusal.REFUSAL_NOT_FOUND, "no call '" + put.getCallId() + "' here"));
      return;
    }
    table.commanded(put.getCallId(), by).snapshot(put.getSnapshot());
    spool.putSnapshot(
        by.name(),
        LiveCall.newBuilder().setCallId(put.getCallId()).setSnapshot(put.getSnapshot()).build());
    ledger.finish(Up.accepted(commandId));
  }

  /// A line at one moment.
  ///
  /// @param emergencyNumbers that its SIM card and network tell
  public record LineView(
      String name,
      io.patchbay.line.LineKind kind,
      LineState state,
      boolean idle,
      Set<String> emergencyNumbers,
      LineUse.Radio radio) {}

  /// The edge at one moment.
  public record View(
      List<LineView> lines, int calls, int attached, String primary, long unexpected) {}

  /// The lines now; on the mailbox thread only.
  public List<LineView> lines() {
    var views = new ArrayList<LineView>();
    for (LineRunner line : lines.byName().values()) {
      views.add(
          new LineView(
              line.name(),
              line.kind(),
              line.status().state(),
              line.idle(),
              line.status().emergencyNumbers(),
              LineUse.Radio.of(Up.status(line))));
    }
    return views;
  }

  /// Asks for a view; `then` is called on the mailbox thread and must not block.
  public void view(Consumer<View> then) {
    mailbox.post(() -> {
      long unexpected = table.unexpected();
      for (LineRunner line : lines.byName().values()) {
        unexpected += line.unexpected();
      }
      then.accept(
          new View(
              lines(),
              table.size(),
              uplinks.attached(),
              uplinks.primary().map(Controller::name).orElse(""),
              unexpected));
    });
  }

  /// What the lines have counted, by their names, a little later.
  public void figures(Consumer<Map<String, LineFigures>> then) {
    mailbox.post(() -> {
      Map<String, LineFigures> all = new TreeMap<>();
      lines.byName().forEach((name, line) -> all.put(name, line.line().figures()));
      then.accept(all);
    });
  }

  /// Ends every call and line; `closing` gets the threads that close the hardware.
  public void stop(Consumer<List<Thread>> closing) {
    mailbox.post(() -> {
      for (Call call : table.all()) {
        table.releaseLines(call, Cause.NORMAL_CLEARING);
      }
      closing.accept(lines.closeAll());
    });
  }
}
